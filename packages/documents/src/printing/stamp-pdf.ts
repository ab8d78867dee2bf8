/**
 * Chromium writes two things into a PDF that differ from run to run: the clock, and (in the structure tree) the numbers
 * of the page's DOM nodes. Both are replaced by text of the same length, so that no offset in the file moves.
 */
export function stampPdf(pdf: Uint8Array, at: string): Uint8Array {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const text = bytes.toString('latin1');
  const date = `(D:${at.replace(/\D/g, '').slice(0, 14)}+00'00')`;
  for (const { index, 0: found } of text.matchAll(/(?<=\/(?:CreationDate|ModDate) )\(D:\d{14}[^)]*\)/g)) {
    bytes.write(date.padEnd(found.length).slice(0, found.length), index, 'latin1');
  }
  const nodes = [...text.matchAll(/\(node(\d{8})\)/g)];
  const numbers = [...new Set(nodes.map((each) => each[1] ?? ''))].sort();
  const rank = new Map(numbers.map((number, index) => [number, String(index + 1).padStart(8, '0')]));
  for (const { index, 1: number } of nodes) bytes.write(rank.get(number ?? '') ?? '', index + 5, 'latin1');
  return bytes;
}

/** How many pages a PDF of Chromium has: the largest `/Count` of its page tree, which it does not compress. */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const counts = [...text.matchAll(/\/Type \/Pages\b[^>]*?\/Count (\d+)/g)].map((each) => Number(each[1]));
  return Math.max(0, ...counts);
}
