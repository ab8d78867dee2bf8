/**
 * About how wide a text is, in pixels, in a common sans-serif font of that size. Nothing that draws is at hand here, and a
 * picture may be shown anywhere: a little too wide does no harm.
 */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += NARROW.has(character) ? 0.36 : WIDE.test(character) ? 0.82 : 0.62;
  return width * size;
}

const NARROW = new Set("iljtfrI .,:;'|!()[]");
const WIDE = /[mwMWA-Z%@–—]/;

/** The text in lines of at most about so many characters, broken between words. */
export function wrap(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 0 ? lines : [''];
}
