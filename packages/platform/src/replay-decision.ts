import { type Problem, problem } from '@dealwright/diagnostics';
import type { Replay, ReplayPort } from '@dealwright/graphql';
import type { Model } from '@dealwright/metadata';
import { type Context, type FileStore, type RecordStore, recordsOf } from '@dealwright/records';
import { compareAnswers, decisionKind, writeAnswer } from '@dealwright/rules';
import type { JsonObject } from '@dealwright/values';
import { modelsOfThen } from './model-of-then.ts';
import { systemContext } from './system-context.ts';

/** Asks stored decisions again: over what they were asked then, with the content of then or with that of now. */
export function replaysOf(store: RecordStore, files: FileStore): ReplayPort {
  const modelOfThen = modelsOfThen(store, files);
  return {
    async replay(context, id, live): Promise<Replay | undefined> {
      const entry = await recordsOf(store).read(context, (reading) => reading.decision(id));
      if (!entry) return undefined;
      const { answer: before, facts, refused, modelHash } = entry;
      const said = { id, refused, modelHash, before };
      const failed = (why: Problem): Replay => ({
        ...said,
        after: null,
        same: false,
        differences: [],
        problems: [why],
      });
      if (!facts) return failed(factsNotKept());
      const model = live ? context.model : await modelOfThen(asPlatform(context), modelHash);
      if (!model) return failed(contentNotKept(modelHash));
      const decision = model.find(decisionKind, String(before.decision));
      if (!decision) return failed(decisionGone(String(before.decision)));
      const environment = { now: String(before.at), zone: entry.zone ?? context.zone, locale: context.locale };
      const after = JSON.parse(writeAnswer(decision.decide(facts, environment))) as JsonObject;
      const differences = compareAnswers(before, after);
      // A version that is another one but answers alike is the usual case of new content.
      const same = differences.every(({ path }) => path === 'version');
      return { ...said, after, same, differences, problems: [] };
    },
  };
}

/** The content of releases belongs to nobody in particular. Who may read the stored answer may have it asked again. */
function asPlatform({ model, now }: { readonly model: Model; readonly now: string }): Context {
  return systemContext(model, now, 'replay');
}

function factsNotKept(): Problem {
  return problem(
    'FACTS_NOT_KEPT',
    {
      en: 'What the decision was asked is not kept, or hidden from you.',
      ro: 'Ce a fost întrebată decizia nu este păstrat sau vă este ascuns.',
    },
    {
      hint: {
        en: 'decisions from before facts were kept cannot be asked again',
        ro: 'deciziile de dinainte de păstrarea faptelor nu pot fi întrebate din nou',
      },
    },
  );
}

function contentNotKept(hash: string): Problem {
  const short = hash.slice(0, 12);
  return problem(
    'CONTENT_NOT_KEPT',
    {
      en: `The content ${short} of then is not kept here, or this version of the platform cannot read it.`,
      ro: `Conținutul ${short} de atunci nu este păstrat aici sau această versiune a platformei nu îl poate citi.`,
    },
    { hint: { en: 'replay it with the content of now', ro: 'reluați-o cu conținutul de acum' } },
  );
}

function decisionGone(name: string): Problem {
  return problem(
    'DECISION_GONE',
    { en: `There is no decision \`${name}\` any more.`, ro: `Decizia \`${name}\` nu mai există.` },
    { hint: { en: 'replay it with the content of then', ro: 'reluați-o cu conținutul de atunci' } },
  );
}
