import type { Environment } from '@dealwright/expressions';
import type { JsonObject } from '@dealwright/values';
import { localDay } from '../answer/local-day.ts';
import { outputOrder, type Program } from '../answer/run-decision.ts';
import { programOf } from '../content/decision-kind.ts';
import type { Answer, Decision } from '../decision.ts';
import { Budget } from './budget.ts';
import { FactFinder, type Witness } from './find-facts.ts';
import { type Neighbours, neighbours } from './overlapping.ts';
import { ruleSpace } from './rule-space.ts';
import { wholeBox } from './show-box.ts';
import { type Box, boxHolds, type Region, type Space } from './space.ts';
import { livingDays, tableSpace } from './table-space.ts';
import { Cover } from './uncovered.ts';

/** How a row or rule can be the answer. */
export type Reach =
  | { readonly is: 'reached'; readonly witness: Witness }
  /** It accepts nothing. */
  | { readonly is: 'never' }
  /** Others always come before it. */
  | { readonly is: 'hidden' }
  /** No facts were found that lead to it. */
  | { readonly is: 'unknown' };

/** Pairs of rows that are compared, and sides of boxes that are looked at in all questions together: a second or two each. */
const PAIRS = 20_000_000;
const STEPS = 12_000_000;
/** Of these for the gaps, and for each row. */
const STEPS_OF_GAPS = 6_000_000;
const STEPS_OF_ONE = 1_000_000;
/** Parts of a row that are tried when facts for it are looked for. */
const MOST_REGIONS = 8;
/** Of a called decision, so many ways to answer are tried. */
const MOST_WAYS = 24;

/** A decision made ready for questions about all its inputs at once. Made once for each decision and day. */
export class Study {
  readonly decision: Decision;
  readonly program: Program;
  readonly space: Space;
  readonly finder: FactFinder;
  readonly neighbours: Neighbours;
  /** False when all pairs of rows would have been too many to look at. */
  readonly sawAllPairs: boolean;
  readonly #before: (a: Region, b: Region) => number | undefined;
  readonly #budget: Budget;

  constructor(decision: Decision, program: Program, environment: Environment) {
    this.decision = decision;
    this.program = program;
    const { logic } = decision;
    this.space =
      logic.is === 'table' ? tableSpace(decision, logic.rows, program, environment) : ruleSpace(decision, logic);
    const ways = (called: Decision) => waysOf(called, environment);
    this.finder = new FactFinder({ decision, program, space: this.space, environment }, ways);
    const budget = new Budget(PAIRS);
    this.neighbours = neighbours(this.space, budget);
    this.sawAllPairs = !budget.isSpent;
    this.#before = orderOf(decision, program);
    this.#budget = new Budget(STEPS);
  }

  /** True while no question had to be left open. */
  get isComplete(): boolean {
    return this.sawAllPairs && !this.#budget.isSpent && !this.finder.isSpent;
  }

  /** Inputs for which no row answers, as boxes that may meet each other; at most so many. */
  gaps(most: number): readonly Box[] {
    const { space } = this;
    const day = space.sources.findIndex(({ is }) => is === 'day');
    const all = wholeBox(space.columns).map((set, at) => (at === day ? livingDays(this.decision, space) : set));
    const boxes = space.regions.flatMap(({ boxes }) => boxes);
    return new Cover(space.sizes, new Budget(STEPS_OF_GAPS, this.#budget)).all(all, boxes, most);
  }

  /** Facts that lead to the row or rule, or why there are none. */
  reach(region: Region): Reach {
    const { hit } = this.decision;
    if (region.boxes.length === 0) return { is: 'never' };
    if (hit === 'first' || hit === 'priority') return this.#reachFirst(region);
    const isWanted = (answer: Answer) => answer.matched.some(({ rule }) => rule === region.name) && !isBroken(answer);
    const others = hit === 'unique' || hit === 'any' ? this.#boxesOf(this.neighbours[region.at] ?? []) : [];
    return this.#find(region, others, isWanted).reach ?? this.#find(region, [], isWanted).reach ?? { is: 'unknown' };
  }

  #reachFirst(region: Region): Reach {
    const rivals = this.#rivals(region);
    const isWanted = (answer: Answer) => answer.matched[0]?.rule === region.name && !isBroken(answer);
    const { reach, isWhole } = this.#find(region, this.#boxesOf(rivals), isWanted);
    if (reach) return reach;
    if (!isWhole || !this.sawAllPairs) return { is: 'unknown' };
    return { is: 'hidden' };
  }

  /** What hides a hidden row, and facts that it accepts and another row answers. */
  hiding(region: Region): { readonly by: readonly Region[]; readonly witness: Witness | undefined } {
    const by = this.#fewest(region, this.#rivals(region));
    return { by, witness: this.#any(region.boxes, ({ matched }) => matched.length > 0) };
  }

  /** The rows that count before it where both match. */
  #rivals(region: Region): readonly number[] {
    return (this.neighbours[region.at] ?? []).filter((at) => {
      const other = this.space.regions[at];
      return other !== undefined && (this.#before(other, region) ?? 1) < 0;
    });
  }

  /** Facts of the region that no other box holds; `isWhole` when there is certainly nothing that no other box holds. */
  #find(
    region: Region,
    others: readonly Box[],
    isWanted: (answer: Answer) => boolean,
  ): { readonly reach?: Reach; readonly isWhole: boolean } {
    let witness: Witness | undefined;
    let tried = 0;
    const cover = this.#cover();
    const shownAll = region.boxes.map((box) =>
      cover.each(box, others, (free) => {
        witness = this.finder.find(free, isWanted);
        return witness || ++tried >= MOST_REGIONS ? 'stop' : 'go on';
      }),
    );
    return { isWhole: tried === 0 && shownAll.every(Boolean), ...(witness && { reach: { is: 'reached', witness } }) };
  }

  /** Steps are counted for each question, and for all of them together. */
  #cover(): Cover {
    return new Cover(this.space.sizes, new Budget(STEPS_OF_ONE, this.#budget));
  }

  #any(boxes: readonly Box[], isWanted: (answer: Answer) => boolean): Witness | undefined {
    for (const box of boxes) {
      const witness = this.finder.find(box, isWanted);
      if (witness) return witness;
    }
    return undefined;
  }

  #isCovered({ boxes }: Region, others: readonly number[]): boolean {
    const cover = this.#cover();
    return boxes.every((box) => cover.each(box, this.#boxesOf(others), () => 'stop'));
  }

  /** One row that hides the other alone; else as few as are needed together. */
  #fewest(region: Region, rivals: readonly number[]): readonly Region[] {
    const { regions, sizes } = this.space;
    const alone = rivals.find((at) =>
      region.boxes.every((box) => regions[at]?.boxes.some((each) => boxHolds(each, box, sizes))),
    );
    let needed = alone === undefined ? rivals : [alone];
    if (needed.length <= 12) {
      for (const at of needed) {
        const without = needed.filter((each) => each !== at);
        if (this.#isCovered(region, without)) needed = without;
      }
    }
    return needed.flatMap((at) => regions[at] ?? []);
  }

  #boxesOf(regions: readonly number[]): readonly Box[] {
    return regions.flatMap((at) => this.space.regions[at]?.boxes ?? []);
  }

  /** Negative when the first surely counts before the second; undefined when that is known only when they are asked. */
  comesBefore(a: Region, b: Region): number | undefined {
    return this.#before(a, b);
  }
}

function isBroken({ problems }: Answer): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** Which of two rows or rules counts first: by priority, then by order; outputs of choices count where they are literal. */
function orderOf({ hit, logic }: Decision, program: Program): (a: Region, b: Region) => number | undefined {
  if (logic.is === 'table' && hit !== 'priority') return (a, b) => a.at - b.at;
  const rows = logic.is === 'table' ? logic.rows : logic.rules;
  const priority = ({ at }: Region) => rows[at]?.priority ?? 1;
  if (hit !== 'priority') return (a, b) => priority(b) - priority(a) || a.at - b.at;
  const before = outputOrder(program);
  const ranked = [...program.outputs].flatMap(([name, { type }]) =>
    type.kind === 'string' && type.values ? [name] : [],
  );
  const outcomes =
    logic.is === 'table'
      ? logic.rows.map(({ then }) => then)
      : logic.rules.map(({ event }) => ({ ...event.params, type: event.type }));
  const isLiteral = ({ at }: Region) =>
    ranked.every((name) => logic.is === 'rules' || !logic.rows[at]?.computed.has(name));
  const found = (region: Region) => ({ at: region.at, rule: region.name, outcome: outcomes[region.at] ?? {} });
  return (a, b) => {
    const byPriority = priority(b) - priority(a);
    if (byPriority !== 0) return byPriority;
    return isLiteral(a) && isLiteral(b) ? before(found(a), found(b)) : undefined;
  };
}

const studies = new WeakMap<Decision, { readonly day: string; readonly study: Study }>();
const ways = new WeakMap<Decision, readonly JsonObject[]>();

/** The study of a decision, made once for each day; undefined when the decision is broken. */
export function studyOf(decision: Decision, environment: Environment): Study | undefined {
  const day = environment.now.slice(0, 10) + environment.zone;
  const known = studies.get(decision);
  if (known?.day === day) return known.study;
  const program = programOf(decision);
  if (!program) return undefined;
  const study = new Study(decision, program, onItsDays(decision, environment));
  studies.set(decision, { day, study });
  return study;
}

/** Today; for a decision that does not count today, the nearest of its days. */
function onItsDays({ validFrom, validTo }: Decision, environment: Environment): Environment {
  const today = localDay(environment);
  const day =
    validFrom !== undefined && today < validFrom
      ? validFrom
      : validTo !== undefined && today > validTo
        ? validTo
        : undefined;
  return day === undefined ? environment : { ...environment, now: `${day}T12:00:00.000Z` };
}

/** Facts that lead to each of the first rows of a decision, and facts that lead to none. */
function waysOf(decision: Decision, environment: Environment): readonly JsonObject[] {
  const known = ways.get(decision);
  if (known) return known;
  const study = studyOf(decision, environment);
  const found: JsonObject[] = [];
  if (study) {
    for (const gap of study.gaps(2)) {
      const witness = study.finder.find(gap, ({ matched }) => matched.length === 0);
      if (witness) found.push(witness.given);
    }
    for (const region of study.space.regions.slice(0, MOST_WAYS)) {
      const reach = study.reach(region);
      if (reach.is === 'reached') found.push(reach.witness.given);
    }
  }
  ways.set(decision, found);
  return found;
}
