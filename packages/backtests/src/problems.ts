import { didYouMean, type Problem, problem, say, warning } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { Model } from '@dealwright/metadata';
import { decisionKind } from '@dealwright/rules';

type Path = readonly string[];

export function unknownDecision(model: Model, name: string): Problem {
  return problem(
    'UNKNOWN_DECISION',
    { en: `There is no published decision \`${name}\`.`, ro: `Nu există decizia publicată \`${name}\`.` },
    { path: ['decision'], hint: didYouMean(name, model.all(decisionKind).keys()) },
  );
}

export function notInDraft(draft: string, name: string): Problem {
  return problem(
    'NOT_IN_DRAFT',
    {
      en: `The draft “${draft}” has no decision \`${name}\`.`,
      ro: `Varianta „${draft}” nu are decizia \`${name}\`.`,
    },
    {
      path: ['drafts', draft],
      hint: {
        en: `keep \`name: ${name}\` in the draft`,
        ro: `păstrați \`name: ${name}\` în variantă`,
      },
    },
  );
}

export function noDrafts(): Problem {
  return problem(
    'NO_DRAFT',
    { en: 'There is no draft to compare with.', ro: 'Nu există nicio variantă cu care să se compare.' },
    { path: ['drafts'], hint: { en: 'give at least one', ro: 'dați cel puțin una' } },
  );
}

export function sameNames(name: string): Problem {
  return problem(
    'DRAFT_NAMED_TWICE',
    { en: `Two drafts are called “${name}”.`, ro: `Două variante se numesc „${name}”.` },
    { path: ['drafts'], hint: { en: 'give each a name of its own', ro: 'dați fiecăreia un nume al ei' } },
  );
}

export function aboutNothing(name: string): Problem {
  return problem(
    'NOT_ABOUT_RECORDS',
    {
      en: `The decision \`${name}\` is about no entity, so there are no records to ask it about.`,
      ro: `Decizia \`${name}\` nu este despre o entitate, deci nu există înregistrări pentru care să fie întrebată.`,
    },
    {
      path: ['decision'],
      hint: {
        en: 'back-test a decision with `about:`, such as one that calls it',
        ro: 'testați o decizie cu `about:`, de exemplu una care o apelează',
      },
    },
  );
}

export function aboutAnother(draft: string, name: string, published: Entity): Problem {
  return problem(
    'DRAFT_ABOUT_ANOTHER',
    {
      en: `In the draft “${draft}” the decision \`${name}\` is about something else than ${published.name}.`,
      ro: `În varianta „${draft}” decizia \`${name}\` este despre altceva decât ${published.name}.`,
    },
    {
      path: ['drafts', draft],
      hint: { en: `write \`about: ${published.name}\``, ro: `scrieți \`about: ${published.name}\`` },
    },
  );
}

export function fieldNotStored(draft: string, entity: Entity, path: Path): Problem {
  const field = path.join('.');
  return problem(
    'DRAFT_NEEDS_FIELD',
    {
      en: `The draft “${draft}” reads \`${field}\` of ${entity.name}, which the database does not have in this form.`,
      ro: `Varianta „${draft}” citește \`${field}\` din ${entity.name}, pe care baza de date nu îl are în această formă.`,
    },
    {
      path: ['drafts', draft],
      hint: {
        en: 'publish the field first and fill it in, then back-test the decision; or leave it out of the inputs',
        ro: 'publicați întâi câmpul și completați-l, apoi testați decizia; sau scoateți-l dintre intrări',
      },
    },
  );
}

export function hiddenFields(entity: Entity, paths: readonly Path[]): Problem {
  const list = paths.map((path) => `\`${path.join('.')}\``).join(', ');
  return problem(
    'FIELDS_HIDDEN',
    {
      en: `The back-test reads fields of ${entity.name} that you may not see: ${list}.`,
      ro: `Testul citește câmpuri din ${entity.name} pe care nu le puteți vedea: ${list}.`,
    },
    {
      path: ['decision'],
      hint: {
        en: 'leave them out of the draft, filter, by and sum, or ask somebody who may see them',
        ro: 'scoateți-le din variantă, filter, by și sum sau cereți cuiva care le poate vedea',
      },
    },
  );
}

export function partialSight(entities: readonly Entity[]): Problem {
  const list = (locale: string) => entities.map((each) => say(each.plural, locale)).join(', ');
  return warning('PARTIAL_SIGHT', {
    en: `Only what you may read counts: there may be more ${list('en')}.`,
    ro: `Contează numai ce puteți citi: pot exista mai multe ${list('ro')}.`,
  });
}

export function factsMissing(names: readonly string[]): Problem {
  const list = names.map((each) => `\`${each}\``).join(', ');
  return warning(
    'FACTS_NOT_GIVEN',
    {
      en: `No record has the facts ${list}: they are missing for all of them.`,
      ro: `Nicio înregistrare nu are faptele ${list}: ele lipsesc pentru toate.`,
    },
    { hint: { en: 'give them a value in `facts`', ro: 'dați-le o valoare în `facts`' } },
  );
}

export function filterInProcess(): Problem {
  return warning('FILTER_IN_PROCESS', {
    en: 'The database cannot answer this filter: every record is read and asked, which takes longer.',
    ro: 'Baza de date nu poate răspunde la acest filtru: fiecare înregistrare este citită și verificată, ceea ce durează mai mult.',
  });
}

export function storedAsPublished(draft: string, paths: readonly Path[]): Problem {
  const list = paths.map((path) => `\`${path.join('.')}\``).join(', ');
  return warning('STORED_AS_PUBLISHED', {
    en: `The draft “${draft}” computes ${list} differently, but the values are stored: those of the published content count.`,
    ro: `Varianta „${draft}” calculează altfel ${list}, dar valorile sunt păstrate: contează cele ale conținutului publicat.`,
  });
}

export function noRecords(entity: Entity): Problem {
  return warning('NO_RECORDS', {
    en: `There are no ${say(entity.plural, 'en')} to ask about.`,
    ro: `Nu există ${say(entity.plural, 'ro')} pentru care să se întrebe.`,
  });
}

export function sameVersion(draft: string, name: string): Problem {
  return warning(
    'DRAFT_IS_THE_SAME',
    {
      en: `In the draft “${draft}” the decision \`${name}\` is the same as the published one.`,
      ro: `În varianta „${draft}” decizia \`${name}\` este aceeași cu cea publicată.`,
    },
    { hint: { en: 'is this the draft that you meant?', ro: 'aceasta este varianta dorită?' } },
  );
}
