import type { Chart } from './chart.ts';
import { LABEL_LINE, type LaidOut, LINE, NOTE_LINE, type PlacedArrow, type PlacedBox } from './layout-chart.ts';

/**
 * The SVG of a laid out chart; `current` are the ids of the boxes to mark. Colours come with it, so that it looks the same
 * in a page, a document and a mail.
 */
export function drawChart({ title }: Chart, laidOut: LaidOut, current: ReadonlySet<string>): string {
  const { width, height, boxes, arrows } = laidOut;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}" font-family="system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">`,
    `<title>${escaped(title)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.5 8 4 0 7.5z" fill="#64748b"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...boxes.map((each) => drawBox(each, current.has(each.box.id))),
    ...arrows.map(drawLine),
    ...arrows.map(drawLabel),
    '</svg>',
  ].join('\n');
}

function drawBox(placed: PlacedBox, isCurrent: boolean): string {
  const { box, x, y, width, height } = placed;
  const [middleX, middleY] = [round(x + width / 2), round(y + height / 2)];
  if (box.is === 'start') return `<circle cx="${middleX}" cy="${middleY}" r="7" fill="#334155"/>`;
  const isPart = box.is === 'part';
  const fill = isCurrent ? '#dbeafe' : box.boxes.length > 0 ? FILLS[placed.depth % FILLS.length] : '#ffffff';
  const stroke = isCurrent ? '#1d4ed8' : '#94a3b8';
  const dash = isPart ? ' stroke-dasharray="5 4"' : '';
  const frame = `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8" fill="${fill}" stroke="${stroke}" stroke-width="${isCurrent ? 2 : 1}"${dash}/>`;
  const inner = box.is === 'final' ? drawInnerFrame(placed, stroke) : '';
  return [frame, inner, ...drawTexts(placed, isCurrent)].join('');
}

/** The end is framed twice. */
function drawInnerFrame({ x, y, width, height }: PlacedBox, stroke: string): string {
  return `<rect x="${round(x + 3)}" y="${round(y + 3)}" width="${round(width - 6)}" height="${round(height - 6)}" rx="6" fill="none" stroke="${stroke}"/>`;
}

const FILLS = ['#f8fafc', '#f1f5f9'];

function drawTexts({ box, lines, x, y, width, height }: PlacedBox, isCurrent: boolean): string[] {
  const isLeaf = box.boxes.length === 0;
  const tall = lines.length * LINE + box.notes.length * NOTE_LINE;
  let at = isLeaf ? y + (height - tall) / 2 : y + 8;
  const middle = round(isLeaf ? x + width / 2 : x + 12);
  const anchor = isLeaf ? 'middle' : 'start';
  const texts: string[] = [];
  for (const line of lines) {
    at += LINE;
    texts.push(
      `<text x="${middle}" y="${round(at - 4)}" font-size="13" font-weight="600" text-anchor="${anchor}" fill="${isCurrent ? '#1e3a8a' : '#0f172a'}">${escaped(line)}</text>`,
    );
  }
  for (const note of box.notes) {
    at += NOTE_LINE;
    texts.push(
      `<text x="${middle}" y="${round(at - 4)}" font-size="11" text-anchor="${anchor}" fill="#475569">${escaped(note)}</text>`,
    );
  }
  return texts;
}

function drawLine({ points, automatic }: PlacedArrow): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  const dash = automatic ? ' stroke-dasharray="4 3"' : '';
  return `<path d="${path}" fill="none" stroke="#64748b" stroke-width="1.2"${dash} marker-end="url(#tip)"/>`;
}

function drawLabel({ lines, at: [x, y] }: PlacedArrow): string {
  return lines
    .map((line, index) => {
      const text = escaped(line);
      const top = round(y + (index + 1) * LABEL_LINE - 4);
      // White around the letters, where an arrow runs below them.
      return `<text x="${round(x + 3)}" y="${top}" font-size="11" fill="#334155" stroke="#ffffff" stroke-width="3" paint-order="stroke">${text}</text>`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
