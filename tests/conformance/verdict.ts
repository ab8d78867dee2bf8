import type { Outcome } from './run-suite.ts';

/** By folder: the cases that fail, with the reason why we leave them so. */
export type KnownFailures = Readonly<
  Record<string, readonly { readonly because: string; readonly cases: readonly string[] }[]>
>;

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** Failures that are listed, with the reason. */
  readonly known: readonly (Outcome & { readonly because: string })[];
  /** Failures that are not listed. */
  readonly unexpected: readonly Outcome[];
  /** Listed cases that pass, or that there are none of: the list must be corrected. */
  readonly stale: readonly string[];
}

/** Compares what happened with what is listed. */
export function judge(outcomes: readonly Outcome[], listed: KnownFailures): Verdict {
  const reasons = new Map<string, string>(
    Object.entries(listed).flatMap(([folder, groups]) =>
      groups.flatMap(({ because, cases }) => cases.map((title) => [`${folder} ${title}`, because] as const)),
    ),
  );
  const failures = outcomes.filter(({ why }) => why !== undefined);
  const known = failures.flatMap((each) => {
    const because = reasons.get(keyOf(each));
    return because === undefined ? [] : [{ ...each, because }];
  });
  const failing = new Set(failures.map(keyOf));
  return {
    passed: outcomes.length - failures.length,
    failed: failures.length,
    known,
    unexpected: failures.filter((each) => !reasons.has(keyOf(each))),
    stale: [...reasons.keys()].filter((key) => !failing.has(key)),
  };
}

function keyOf({ folder, title }: Outcome): string {
  return `${folder} ${title}`;
}
