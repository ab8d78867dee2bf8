import { type Problem, showProblem } from '@dealwright/diagnostics';

/** The content cannot be loaded: all its problems, each with its place and what to do. */
export class ContentRefused extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const errors = problems.filter((each) => each.severity === 'error');
    super(
      `The content has ${errors.length} ${errors.length === 1 ? 'problem' : 'problems'}:\n${errors.map((each) => showProblem(each)).join('\n')}`,
    );
    this.name = 'ContentRefused';
    this.problems = problems;
  }
}
