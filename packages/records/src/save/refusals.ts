import { didYouMean, type Problem, problem, say, type Text, warning } from '@dealwright/diagnostics';
import type { DuplicateRule, Entity, Field } from '@dealwright/entities';

/** The expected refusals of the write path, in words. Paths begin with `input`, as the API names what was sent. */

type Locale = 'en' | 'ro';
const text = (write: (locale: Locale) => string): Text => ({ en: write('en'), ro: write('ro') });
const at = (field: string) => ['input', field];

/** What a stranger wrote, fit to be shown. */
function shownName(name: string): string {
  return name
    .slice(0, 80)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '?');
}

function writableOf(entity: Entity): readonly string[] {
  return [...entity.fields.values()].flatMap((each) => (each.internal || each.readOnly ? [] : each.name));
}

export function unknownField(entity: Entity, name: string): Problem {
  const shown = shownName(name);
  const hint = didYouMean(shown, writableOf(entity));
  const message = { en: `${entity.name} has no field \`${shown}\`.`, ro: `${entity.name} nu are câmpul \`${shown}\`.` };
  return problem('UNKNOWN_FIELD', message, { path: at(shown), hint });
}

export function readOnlyField(field: Field): Problem {
  return problem(
    'READ_ONLY_FIELD',
    text((l) =>
      l === 'en'
        ? `“${say(field.label, l)}” is computed or kept by the platform.`
        : `„${say(field.label, l)}” este calculat sau ținut de platformă.`,
    ),
    { path: at(field.name), hint: { en: 'leave it out', ro: 'nu îl trimiteți' } },
  );
}

/** @param events those that change the field */
export function governedField(field: Field, events: readonly string[]): Problem {
  const list = events.join(', ');
  return problem(
    'GOVERNED_FIELD',
    text((l) =>
      l === 'en'
        ? `“${say(field.label, l)}” is changed by events only.`
        : `„${say(field.label, l)}” se schimbă numai prin evenimente.`,
    ),
    { path: at(field.name), hint: { en: `fire one of: ${list}`, ro: `declanșați unul dintre: ${list}` } },
  );
}

export function forbiddenField(field: Field): Problem {
  return problem(
    'FORBIDDEN',
    text((l) =>
      l === 'en'
        ? `You may not write “${say(field.label, l)}”.`
        : `Nu aveți dreptul să scrieți „${say(field.label, l)}”.`,
    ),
    { path: at(field.name), hint: { en: 'leave it out', ro: 'nu îl trimiteți' } },
  );
}

const VERBS = {
  create: { en: 'create', ro: 'creați' },
  update: { en: 'change', ro: 'modificați' },
  delete: { en: 'delete', ro: 'ștergeți' },
} as const;

export function forbidden(operation: keyof typeof VERBS, entity: Entity): Problem {
  const verb = VERBS[operation];
  return problem(
    'FORBIDDEN',
    text((l) =>
      l === 'en'
        ? `You may not ${verb.en} this record (${say(entity.label, l)}).`
        : `Nu aveți dreptul să ${verb.ro} această înregistrare (${say(entity.label, l)}).`,
    ),
    {
      hint: {
        en: 'ask its owner, or an administrator for the permission',
        ro: 'cereți-i responsabilului sau, pentru permisiune, unui administrator',
      },
    },
  );
}

export function notFound(entity: Entity): Problem {
  return problem(
    'NOT_FOUND',
    text((l) =>
      l === 'en'
        ? `There is no such record (${say(entity.label, l)}), or you may not see it.`
        : `Nu există această înregistrare (${say(entity.label, l)}) sau nu o puteți vedea.`,
    ),
    { path: ['id'], hint: { en: 'check the id', ro: 'verificați identificatorul' } },
  );
}

export function versionConflict(who: string, when: string, version: number): Problem {
  return problem(
    'VERSION_CONFLICT',
    {
      en: `${who} changed this record meanwhile (${when}); it has version ${version} now.`,
      ro: `${who} a modificat între timp această înregistrare (${when}); acum are versiunea ${version}.`,
    },
    {
      path: ['ifVersion'],
      hint: {
        en: `read it again, and send your change with ifVersion: ${version}`,
        ro: `citiți-o din nou și trimiteți modificarea cu ifVersion: ${version}`,
      },
    },
  );
}

export function required(field: Field): Problem {
  return problem(
    'REQUIRED',
    text((l) => (l === 'en' ? `“${say(field.label, l)}” is missing.` : `Lipsește „${say(field.label, l)}”.`)),
    { path: at(field.name), hint: { en: `fill in \`${field.name}\``, ro: `completați \`${field.name}\`` } },
  );
}

export function unknownReference(field: Field, entity: Entity): Problem {
  return problem(
    'UNKNOWN_REFERENCE',
    text((l) =>
      l === 'en'
        ? `“${say(field.label, l)}” leads to no record (${say(entity.label, l)}) that you may see.`
        : `„${say(field.label, l)}” nu duce la nicio înregistrare (${say(entity.label, l)}) pe care o puteți vedea.`,
    ),
    {
      path: at(field.name),
      hint: { en: 'send the id of an existing record', ro: 'trimiteți identificatorul unei înregistrări existente' },
    },
  );
}

export function keyTaken(entity: Entity, field: Field): Problem {
  return problem(
    'KEY_TAKEN',
    text((l) =>
      l === 'en'
        ? `Another record (${say(entity.label, l)}) has this “${say(field.label, l)}” already.`
        : `O altă înregistrare (${say(entity.label, l)}) are deja această valoare pentru „${say(field.label, l)}”.`,
    ),
    {
      path: at(field.name),
      hint: {
        en: `find it by \`${field.name}\` and change that one, or use upsert${entity.name}`,
        ro: `găsiți-o după \`${field.name}\` și modificați-o, sau folosiți upsert${entity.name}`,
      },
    },
  );
}

/** @param titles of the records found; those that the person may not read are left out by the caller */
export function duplicate(entity: Entity, rule: DuplicateRule, titles: readonly string[], hidden: number): Problem {
  const say_ = rule.then === 'refuse' ? problem : warning;
  const found = text((l) => {
    const more = l === 'en' ? `${hidden} that you may not see` : `${hidden} pe care nu le puteți vedea`;
    const named = titles.map((each) => (l === 'en' ? `“${each}”` : `„${each}”`));
    return [...named, ...(hidden > 0 ? [more] : [])].join(', ');
  });
  const message =
    rule.message ??
    text((l) =>
      l === 'en'
        ? `This record (${say(entity.label, l)}) seems to exist already.`
        : `Această înregistrare (${say(entity.label, l)}) pare să existe deja.`,
    );
  const [first] = rule.match;
  return say_('DUPLICATE', message, {
    path: first && at(first.field.name),
    hint: text((l) => (l === 'en' ? `see ${say(found, l)}` : `vedeți ${say(found, l)}`)),
  });
}

interface Referring {
  readonly entity: Entity;
  readonly count: number;
  /** Whether the person may see any of them. */
  readonly isSeen: boolean;
}

export function inUse(refusals: readonly Referring[]): readonly Problem[] {
  return refusals.map(({ entity, count, isSeen }) =>
    problem(
      'IN_USE',
      text((l) => {
        const by = isSeen
          ? `${say(entity.plural, l)} (${count})`
          : l === 'en'
            ? 'records that you may not see'
            : 'înregistrări pe care nu le puteți vedea';
        return l === 'en' ? `It is still referred to by: ${by}.` : `Este încă folosită de: ${by}.`;
      }),
      {
        path: ['id'],
        hint: { en: 'change or delete those first', ro: 'modificați-le sau ștergeți-le mai întâi pe acelea' },
      },
    ),
  );
}

/** @param known the events of the entity's processes */
export function unknownEvent(entity: Entity, event: string, known: readonly string[]): Problem {
  const shown = event.slice(0, 80).toWellFormed();
  const message = {
    en: `${entity.name} has no event \`${shown}\`.`,
    ro: `${entity.name} nu are evenimentul \`${shown}\`.`,
  };
  return problem('UNKNOWN_EVENT', message, { path: ['event'], hint: didYouMean(shown, known) });
}

export function othersRefused(): Problem {
  return problem(
    'NOT_SAVED',
    {
      en: 'Nothing was saved, because other records of this request were refused.',
      ro: 'Nu s-a salvat nimic, pentru că alte înregistrări din această cerere au fost refuzate.',
    },
    { hint: { en: 'correct those, or send with atomic: false', ro: 'corectați-le sau trimiteți cu atomic: false' } },
  );
}

/** @param names what may come with the event beside fields */
export function unknownInput(entity: Entity, event: string, name: string, names: readonly string[]): Problem {
  const shown = shownName(name);
  const writable = writableOf(entity);
  return problem(
    'UNKNOWN_FIELD',
    {
      en: `The event \`${event}\` takes no \`${shown}\`, and ${entity.name} has no such field.`,
      ro: `Evenimentul \`${event}\` nu primește \`${shown}\`, iar ${entity.name} nu are un astfel de câmp.`,
    },
    { path: at(shown), hint: didYouMean(shown, [...names, ...writable]) },
  );
}

export function noId(name: string): Problem {
  return problem(
    'NO_ID',
    { en: `\`${name}\` is no id of a person.`, ro: `\`${name}\` nu este identificatorul unei persoane.` },
    {
      path: at(name),
      hint: { en: 'send the `id` of a User', ro: 'trimiteți `id`-ul unui utilizator' },
    },
  );
}

export function taskClosed(): Problem {
  return problem(
    'TASK_CLOSED',
    { en: 'This task is open no more.', ro: 'Această sarcină nu mai este deschisă.' },
    {
      path: ['task'],
      hint: {
        en: 'read it again to see who answered it, or why it was recalled',
        ro: 'citiți-o din nou: veți vedea cine a răspuns sau că a fost retrasă',
      },
    },
  );
}

export function alreadyRuns({ name, label }: { readonly name: string; readonly label: Text }): Problem {
  return problem(
    'ALREADY_RUNS',
    text((l) => (l === 'en' ? `“${say(label, l)}” is still running.` : `„${say(label, l)}” este încă în desfășurare.`)),
    {
      path: ['event'],
      hint: {
        en: `bring the process \`${name}\` to its end first`,
        ro: `duceți mai întâi la capăt procesul \`${name}\``,
      },
    },
  );
}

export function endless(entity: Entity): Problem {
  return problem(
    'ENDLESS_PROCESS',
    {
      en: `The processes of this ${entity.name} set each other going without an end.`,
      ro: `Procesele acestei înregistrări ${entity.name} se pornesc unul pe altul la nesfârșit.`,
    },
    {
      hint: {
        en: 'ask an analyst to look at the conditions of `always`',
        ro: 'cereți unui analist să verifice condițiile din `always`',
      },
    },
  );
}

export function tooManyEffects(entity: Entity): Problem {
  return problem('TOO_MANY_EFFECTS', {
    en: `Creating ${entity.name} creates further records without an end.`,
    ro: `Crearea unei înregistrări ${entity.name} creează alte înregistrări la nesfârșit.`,
  });
}

export function notAKey(entity: Entity, name: string): Problem {
  const keys = [...entity.fields.values()].filter((each) => each.key && !each.readOnly && !each.internal);
  const list = keys.map((each) => `\`${each.name}\``).join(', ');
  return problem(
    'NOT_A_KEY',
    {
      en: `Records of ${entity.name} are not found by this.`,
      ro: `Înregistrările ${entity.name} nu se găsesc după această valoare.`,
    },
    {
      path: ['by', name.slice(0, 80).toWellFormed()],
      hint: { en: `give a value for one of: ${list}`, ro: `dați o valoare pentru unul dintre: ${list}` },
    },
  );
}
