/** What no text of ours may hold: control characters except tab and line breaks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * A text of anybody's so that it can be stored: what others answer may be half a picture, and what messages say may be as
 * long as what they speak of. Where it is longer than `most` characters, it ends in an ellipsis.
 */
export function storable(text: string, most: number): string {
  // Two units are one character at most; what is far too long is not looked at whole.
  const whole = text
    .slice(0, 2 * most + 2)
    .toWellFormed()
    .replace(CONTROL, '\ufffd')
    .normalize('NFC');
  const characters = [...whole];
  return characters.length <= most ? whole : `${characters.slice(0, most - 1).join('')}…`;
}
