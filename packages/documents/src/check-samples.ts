import { type Problem, problem, Refusal } from '@dealwright/diagnostics';
import type { DocumentTemplate } from './document.ts';
import { renderDocument } from './render/render-document.ts';
import { requiredData } from './render/required-data.ts';

/** What became of one sample in one language. */
export interface SampleResult {
  readonly document: string;
  readonly sample: string;
  readonly locale: string;
  /** Empty: it has all that is required, and renders. */
  readonly problems: readonly Problem[];
}

/** Tries a document with its samples in all its languages, without printing. */
export function checkSamples(document: DocumentTemplate, zone: string): readonly SampleResult[] {
  return document.samples.flatMap(({ name, record, at }) =>
    document.locales.map((locale) => {
      const environment = { now: at, zone, locale };
      const problems = [...requiredData(document, record, environment)];
      try {
        renderDocument(document, record, environment);
      } catch (error) {
        if (error instanceof Refusal) problems.push(...error.problems);
        else problems.push(problem('SAMPLE_FAILED', `The document cannot be rendered: ${String(error)}`));
      }
      return { document: document.name, sample: name, locale, problems };
    }),
  );
}
