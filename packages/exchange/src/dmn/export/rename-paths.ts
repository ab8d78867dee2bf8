/** What stands for a name: another text and, for `name.member`, another still. */
export interface Replacement {
  readonly text: string;
  readonly member?: { readonly name: string; readonly text: string };
}

/** A text of FEEL with other names: `scoring.points` is `scoring`, `items` is `(estimated * 2)`. */
export function renamePaths(text: string, replacements: ReadonlyMap<string, Replacement>): string {
  if (replacements.size === 0) return text;
  const names = [...replacements.keys()].sort((a, b) => b.length - a.length).join('|');
  const token = new RegExp(
    `"(?:[^"\\\\]|\\\\.)*"|//[^\\n]*|/\\*[\\s\\S]*?\\*/|(?<![\\p{L}\\p{N}_])(${names})(?![\\p{L}\\p{N}_])(?:(\\s*\\.\\s*)([\\p{L}_][\\p{L}\\p{N}_]*))?`,
    'gu',
  );
  return text.replace(token, (found: string, name?: string, dot?: string, member?: string, ...rest: unknown[]) => {
    const at = rest.find((each) => typeof each === 'number');
    const replacement = name === undefined ? undefined : replacements.get(name);
    if (!replacement || typeof at !== 'number') return found;
    const isMember = /\.\s*$/.test(text.slice(0, at));
    const isKeyOrCall = member === undefined && /^\s*[:(]/.test(text.slice(at + found.length));
    if (isMember || isKeyOrCall) return found;
    if (member !== undefined && member === replacement.member?.name) return replacement.member.text;
    return `${replacement.text}${dot ?? ''}${member ?? ''}`;
  });
}
