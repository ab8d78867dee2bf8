import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sha256 } from '../sha256.ts';
import type { FontFace } from './font-face.ts';

/** The families that come with the platform, and their npm packages. Documents use these only, so that they look the same everywhere. */
const FAMILIES: Readonly<Record<string, string>> = {
  'Source Serif 4': '@fontsource/source-serif-4',
  'Source Sans 3': '@fontsource/source-sans-3',
};

/** Romanian needs latin-ext (ă ș ț); names of foreign customers may need the others. */
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'];

const CUTS = [
  { weight: '400', style: 'normal' },
  { weight: '400', style: 'italic' },
  { weight: '600', style: 'normal' },
  { weight: '700', style: 'normal' },
] as const;

/** The names that a document's `fonts:` may have. */
export const FONT_FAMILIES: readonly string[] = Object.keys(FAMILIES);

const loaded = new Map<string, readonly FontFace[]>();

/** All faces of the families, in the order asked. Unknown families are left out: the document kind refuses them. */
export function fontFaces(families: readonly string[]): readonly FontFace[] {
  return families.flatMap((family) => {
    const known = loaded.get(family) ?? readFamily(family);
    loaded.set(family, known);
    return known;
  });
}

function readFamily(family: string): readonly FontFace[] {
  const name = FAMILIES[family];
  if (name === undefined) return [];
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return SUBSETS.flatMap((subset) =>
    CUTS.map(({ weight, style }) => {
      const file = `${name.replace('@fontsource/', '')}-${subset}-${weight}-${style}.woff2`;
      const data = readFileSync(join(folder, 'files', file));
      const hash = sha256(data);
      return { family, weight, style, unicodeRange: ranges[subset] ?? 'U+0-10FFFF', file, hash, data };
    }),
  );
}
