import type { Actor } from '@dealwright/access';
import type { JsonObject } from '@dealwright/values';
import {
  type Action,
  actions,
  type Fired,
  fire,
  type Instance,
  look,
  type PerformedEffect,
  type Person,
  type Process,
  start,
  tick,
} from '../src/index.ts';
import { processAlone } from './content.ts';

const OFFICE = `
kind: calendar
name: office
zone: Europe/Bucharest
week: { monday: 09:00-17:00, tuesday: 09:00-17:00, wednesday: 09:00-17:00, thursday: 09:00-17:00, friday: 09:00-17:00 }
---
kind: setting
name: reviewDays
type: integer
value: 2
---
kind: choices
name: paper-status
values: { draft: { en: Draft, ro: Ciornă }, review: { en: In review, ro: În analiză }, ready: { en: Ready, ro: Gata }, rejected: { en: Rejected, ro: Respins }, waiting: Waiting, closed: Closed }
---
kind: entity
name: Team
title: name
fields: { name: { type: text }, head: { type: reference, to: User } }
---
kind: entity
name: User
title: name
fields: { name: { type: text }, team: { type: reference, to: Team } }
---
kind: entity
name: Paper
title: subject
fields:
  subject: { type: text }
  status: { type: choice, of: paper-status }
  total: { type: integer, label: { en: Total, ro: Total } }
  wording: { type: text, label: { en: Wording, ro: Formulare } }
  reviewer: { type: reference, to: User }
  expiresOn: { type: date }
  due: { type: instant }
  late: { type: boolean }
  met: { type: instant }
---
kind: role
name: legal
---
kind: role
name: finance
---
kind: role
name: boss
includes: [finance]
---
kind: message
name: task-given
---
kind: message
name: task-near
---
kind: message
name: task-late
---
kind: message
name: task-delegated
---
kind: message
name: told
---
`;

const PEOPLE: readonly (readonly [id: string, name: string, roles: readonly string[]])[] = [
  ['ana', 'Ana', ['seller']],
  ['dan', 'Dan', ['legal']],
  ['eva', 'Eva', ['legal']],
  ['ion', 'Ion', ['finance']],
  ['mia', 'Mia', ['boss', 'finance']],
];

/** A process of Papers, with the calendar, the roles and the people of a small office. */
export function paperProcess(body: string): Process {
  return processAlone(`${OFFICE}kind: process\nname: test\nof: Paper\nfield: status\n${body}`);
}

/** A Paper on its way through a process, with a clock that the test moves. */
export class Desk {
  record: JsonObject = { id: 'p1', subject: 'Terms', owner: 'ana' };
  instance: Instance | null = null;
  now = '2026-03-02T10:00:00.000Z';
  attached: readonly string[] = [];
  last: Fired | undefined;
  people: Person[] = PEOPLE.map(([id, name, roles]) => ({
    ...{ id, name, roles, active: true, substitutes: [] },
    manager: id === 'mia' ? null : 'mia',
  }));
  readonly #process: Process;
  #ids = 0;

  constructor(process: Process) {
    this.#process = process;
  }

  /** Begins in the first state. */
  begin(input: JsonObject = {}): this {
    this.#keep(start(this.#process, { ...this.#request('ana'), input, record: { ...this.record, ...input } }));
    return this;
  }

  /** Fires an event; the codes of what is refused. */
  fire(by: string, event: string, input: JsonObject = {}): readonly string[] {
    const before = this.record;
    // As the write path asks: the input is in the record already.
    const record = { ...before, ...input };
    this.#keep(fire(this.#process, { ...this.#request(by), record, event, input, before }));
    return this.codes();
  }

  look(changes: JsonObject = {}): boolean {
    this.record = { ...this.record, ...changes };
    const fired = look(this.#process, this.#request('system'));
    if (fired) this.#keep(fired);
    return fired !== undefined;
  }

  /** The clock goes on to the instant; every timer rings at its own moment. */
  until(instant: string): this {
    for (;;) {
      const timers = Object.values(this.instance?.timers ?? {}).filter(({ rung }) => !rung);
      const next = timers.map(({ at }) => at).sort()[0];
      if (next === undefined || next > instant) break;
      this.now = [next, this.now].toSorted()[1] ?? next;
      const fired = tick(this.#process, this.#request('system'));
      if (!fired) throw new Error('a timer was due, and nothing rang');
      this.#keep(fired);
      if (this.codes().length > 0) break;
    }
    this.now = instant;
    return this;
  }

  can(by: string): readonly Action[] {
    const { instance } = this;
    return actions([this.#process], { ...this.#request(by), ...(instance && { instances: { test: instance } }) });
  }

  codes(): readonly string[] {
    return (this.last?.problems ?? []).map(({ code }) => code);
  }

  get active(): string {
    return this.instance?.active.join('/') ?? '';
  }

  get timers(): readonly string[] {
    return Object.values(this.instance?.timers ?? {})
      .filter(({ rung }) => !rung)
      .map(({ at, is, state, ask, clock }) => `${at.slice(0, 16)} ${is} ${state ?? ask ?? clock}`)
      .sort();
  }

  /** What the last step promised of one kind. */
  effects<Is extends PerformedEffect['is']>(is: Is): readonly Extract<PerformedEffect, { is: Is }>[] {
    const all = this.last && 'effects' in this.last ? this.last.effects : [];
    return all.filter((each): each is Extract<PerformedEffect, { is: Is }> => each.is === is);
  }

  /** `dan,eva task-given`, for each that the last step tells. */
  get told(): readonly string[] {
    return this.effects('notify').map(({ to, people, message }) => `${people?.join(',') ?? to} ${message}`);
  }

  #request(by: string) {
    const person = this.people.find(({ id }) => id === by);
    const actor: Actor = { id: by, name: by, roles: person?.roles ?? [], team: undefined, system: by === 'system' };
    const environment = { now: this.now, zone: 'Europe/Bucharest', locale: 'en' };
    const newId = () => `id${String(++this.#ids).padStart(4, '0')}`;
    const { record, instance, people, attached } = this;
    return { record, instance, people, attached, actor, environment, newId };
  }

  #keep(fired: Fired): void {
    this.last = fired;
    if (!('instance' in fired)) return;
    this.record = { ...this.record, ...fired.values };
    this.instance = JSON.parse(JSON.stringify(fired.instance)) as Instance;
  }
}
