import { FactError } from './fact-error.ts';
import { isPassing } from './passing-error.ts';
import type { Durability, Fact, Get, Input, Query } from './query.ts';

/** What a question needs that nobody has said yet. */
export interface WantedInput {
  readonly input: AnyInput;
  readonly key: string;
}

export type AnyInput = Input<string, unknown>;
export type AnyFact = Fact<string, unknown>;
type AnyQuery = Query<string, unknown>;

export interface EngineOptions {
  /** Told of each fact that is worked out, or whose dependencies are looked over: for tests and measurements. */
  readonly onWork?: (work: 'computed' | 'looked-over', fact: AnyFact) => void;
}

/**
 * Questions of one repository over time. Inputs are said, facts are worked out from them when somebody asks, and kept
 * until something they rest on has changed: pure, synchronous, and in proportion to the change.
 *
 * The ways are those of salsa (rust-analyzer) and Adapton: a fact is worked out again where a dependency has another
 * value ("red-green"), a fact of the same value ends it ("early cut-off"), and what rests on durable inputs alone is not
 * even looked at.
 */
export class QueryEngine {
  readonly #tables = new Map<AnyQuery, Map<string, Memo>>();
  readonly #wanted = new Set<Memo>();
  /** Barriers above inputs that have changed. */
  readonly #stale = new Set<Memo>();
  /** What is being worked out or looked over, outermost first. */
  readonly #stack: Memo[] = [];
  readonly #orders = new WeakMap<readonly string[], Map<AnyFact, Progress>>();
  readonly #onWork: EngineOptions['onWork'];
  /** Counts the moments at which inputs changed. */
  #now = 1;
  /** When an input of at most this durability last changed. */
  readonly #changedAt: [low: number, medium: number, high: number] = [0, 0, 0];
  /** What the last question asked for, itself. */
  readonly #roots = new Set<Memo>();
  /** Several inputs that are said one after the other are one change. */
  #isBeingSaid = false;
  #isAsked = false;
  #frame: Frame | undefined;
  #frames = 0;
  #broken: FactError | undefined;
  /** Counts errors that say nothing of the fact they end: what caught one is not kept. */
  #passed = 0;
  #keptAtLast = 0;

  constructor({ onWork }: EngineOptions = {}) {
    this.#onWork = onWork;
  }

  /** Throws where a question is being answered that has seen another value: all its rounds see one moment. */
  set<Key extends string, Value>(
    input: Input<Key, Value>,
    key: Key,
    { value, durability = 'low' }: { readonly value: Value; readonly durability?: Durability },
  ): void {
    const memo = this.#memo(input, key);
    const level = LEVELS[durability];
    if (!memo.isGiven) this.#give(memo, value, level);
    else if (!isSame(memo, value)) {
      if (this.#isAsked)
        throw new Error(`${placeOf(memo)} was said twice, and not the same, for one question`);
      this.#give(memo, value, level);
    } else if (memo.durability !== level) {
      const { changedAt } = memo;
      // To be less durable is a change as well: whatever took it for more has to look again.
      this.#change(memo, asLevel(Math.max(level, memo.durability)));
      memo.changedAt = changedAt;
      memo.durability = level;
    }
  }

  /** Nobody keeps it up to date any more: whoever needs it asks for it again. */
  unset<Key extends string, Value>(input: Input<Key, Value>, key: Key): void {
    const memo = this.#memo(input, key);
    if (!memo.isGiven) return;
    this.#change(memo, memo.durability);
    memo.isGiven = false;
    memo.verifiedAt = NEVER;
  }

  /** Answers a question for which all is said. Throws where something is not. */
  ask<Answer>(question: (get: Get) => Answer): Answer {
    const answer = this.#round(question);
    for (const memo of this.#wanted) throw new Error(`Nobody said what ${placeOf(memo)} is`);
    return answer();
  }

  /**
   * Answers a question in rounds: each gives what it needs besides, which the host says with `set` before it goes on. A
   * host that cannot find out says so by a value; one that says nothing is at fault, and the next round throws.
   */
  *rounds<Answer>(question: (get: Get) => Answer): Generator<readonly WantedInput[], Answer, void> {
    this.#isAsked = true;
    try {
      for (let round = 1; ; round += 1) {
        const answer = this.#round(question);
        if (this.#wanted.size === 0) return answer();
        const wanted = [...this.#wanted];
        if (round < MOST_ROUNDS) yield wanted.map(({ query, key }) => ({ input: asInput(query), key }));
        for (const memo of wanted) this.#expect(memo, round);
      }
    } finally {
      this.#isAsked = false;
    }
  }

  /**
   * Forgets what the last question did not rest on, once there is twice as much as the last time. What was verified when
   * says nothing here: what rests on durable inputs is not looked at.
   *
   * @returns how much was forgotten
   */
  collect(): number {
    if (this.size < 2 * this.#keptAtLast) return 0;
    const live = this.#reached();
    let forgotten = 0;
    for (const table of this.#tables.values())
      for (const [key, memo] of table) {
        if (live.has(memo) || memo.isGiven) continue;
        table.delete(key);
        memo.verifiedAt = NEVER;
        forgotten += 1;
      }
    this.#keptAtLast = this.size;
    return forgotten;
  }

  /** What the last question rests on of what was said, of each input in the order in which it was first wanted. */
  inputs(): readonly WantedInput[] {
    const reached = this.#reached();
    return [...this.#tables].flatMap(([input, table]) =>
      input.kind === 'input'
        ? [...table.values()].flatMap((memo) => (reached.has(memo) ? [{ input, key: memo.key }] : []))
        : [],
    );
  }

  #reached(): ReadonlySet<Memo> {
    const reached = new Set<Memo>();
    const todo = [...this.#roots];
    for (let memo = todo.pop(); memo !== undefined; memo = todo.pop()) {
      if (reached.has(memo)) continue;
      reached.add(memo);
      for (const dependency of memo.dependencies) todo.push(dependency);
    }
    return reached;
  }

  /** How much is kept. */
  get size(): number {
    let size = 0;
    for (const table of this.#tables.values()) size += table.size;
    return size;
  }

  /** What is worked out while inputs are wanted holds for nobody: it is worked out again. */
  #round<Answer>(question: (get: Get) => Answer): () => Answer {
    this.#wanted.clear();
    this.#roots.clear();
    let answer: () => Answer;
    try {
      const value = question(this.#get);
      answer = () => value;
    } catch (error) {
      answer = () => {
        throw error;
      };
    }
    const broken = this.#broken;
    this.#broken = undefined;
    if (broken !== undefined) throw broken;
    if (this.#wanted.size > 0) this.#throwAway();
    return answer;
  }

  #throwAway(): void {
    this.#now += 1;
    this.#mark(0);
    for (const memo of this.#wanted) this.#outdate(memo);
  }

  #expect(memo: Memo, round: number): void {
    if (memo.isGiven) return;
    if (round < MOST_ROUNDS) throw new Error(`The host was asked for ${placeOf(memo)} and said nothing`);
    this.#give(memo, asInput(memo.query).unanswered(memo.key), 0);
  }

  /** One function for all, so that none is made for a call. */
  readonly #get: Get = <Key extends string, Value>(query: Query<Key, Value>, key?: Key): Value => {
    this.#isBeingSaid = false;
    const memo = this.#memo(query, key ?? '');
    if (this.#frame === undefined && this.#stale.size > 0) this.#settleBarriers();
    if (this.#frame === undefined) this.#roots.add(memo);
    this.#refresh(memo);
    this.#note(memo);
    if (memo.hasFailed) throw memo.value;
    // Sound: the table of a query holds what that query computed, or was said to be.
    return memo.value as Value;
  };

  /** What is being worked out rests on this, too. */
  #note(memo: Memo): void {
    const frame = this.#frame;
    if (frame === undefined || memo.notedBy === frame.id) return;
    memo.notedBy = frame.id;
    frame.dependencies.push(memo);
    if (memo.durability < frame.durability) frame.durability = memo.durability;
  }

  #memo(query: AnyQuery, key: string): Memo {
    let table = this.#tables.get(query);
    if (table === undefined) this.#tables.set(query, (table = new Map<string, Memo>()));
    let memo = table.get(key);
    if (memo === undefined) table.set(key, (memo = newMemo(query, key)));
    return memo;
  }

  #give(memo: Memo, value: unknown, level: Level): void {
    // Whatever saw that nobody had said it is as little durable as can be.
    this.#change(memo, memo.isGiven ? asLevel(Math.max(level, memo.durability)) : 0);
    memo.value = value;
    memo.isGiven = true;
    memo.durability = level;
    this.#wanted.delete(memo);
  }

  #change(memo: Memo, level: Level): void {
    if (!this.#isBeingSaid) this.#now += 1;
    this.#isBeingSaid = true;
    this.#mark(level);
    memo.changedAt = this.#now;
    memo.verifiedAt = this.#now;
    this.#outdate(memo);
  }

  /** Barriers that are forgotten, or were never worked out to the end, tell of themselves once somebody asks. */
  #outdate({ barriers }: Memo): void {
    for (const barrier of barriers ?? [])
      if (barrier.verifiedAt === NEVER) barriers?.delete(barrier);
      else this.#stale.add(barrier);
  }

  #mark(level: number): void {
    for (let below = 0; below <= level; below += 1) this.#changedAt[asLevel(below)] = this.#now;
  }

  #refresh(memo: Memo): void {
    if (memo.verifiedAt === this.#now) return;
    if (memo.query.kind === 'input') {
      if (!memo.isGiven) this.#want(memo, memo.query);
      memo.verifiedAt = this.#now;
      return;
    }
    if (this.#broken !== undefined) throw this.#broken;
    if (memo.isBusy) throw this.#break('circle', memo);
    if (this.#stack.length >= MOST_DEPTH) throw this.#break('depth', memo);
    if (memo.query.order !== undefined) this.#settleBefore(memo, memo.query);
    if (memo.verifiedAt !== this.#now) this.#update(memo, memo.query);
  }

  #want(memo: Memo, input: AnyInput): void {
    memo.value = input.unanswered(memo.key);
    memo.durability = 0;
    memo.changedAt = this.#now;
    this.#wanted.add(memo);
  }

  #update(memo: Memo, fact: AnyFact): void {
    const passed = this.#passed;
    if (memo.verifiedAt === NEVER || !this.#isGreen(memo, fact)) this.#compute(memo, fact);
    memo.verifiedAt = this.#passed === passed ? this.#now : NEVER;
  }

  /** Whether nothing it rests on has another value than when it was worked out. */
  #isGreen(memo: Memo, fact: AnyFact): boolean {
    if (this.#changedAt[memo.durability] <= memo.verifiedAt) return true;
    this.#onWork?.('looked-over', fact);
    let least: Level = 2;
    this.#enter(memo);
    try {
      for (const dependency of memo.dependencies) {
        this.#refresh(dependency);
        if (dependency.changedAt > memo.verifiedAt) return false;
        if (dependency.durability < least) least = dependency.durability;
      }
    } finally {
      this.#leave(memo);
    }
    // The same value may rest on less than before.
    if (!isBarrier(memo)) memo.durability = least;
    return true;
  }

  #compute(memo: Memo, fact: AnyFact): void {
    const outer = this.#frame;
    const frame: Frame = { id: (this.#frames += 1), dependencies: [], durability: 2 };
    this.#frame = frame;
    this.#enter(memo);
    this.#onWork?.('computed', fact);
    try {
      this.#keep(memo, fact.compute(this.#get, memo.key), false);
    } catch (error) {
      if (isPassing(error)) {
        this.#passed += 1;
        throw error;
      }
      this.#keep(memo, error, true);
    } finally {
      this.#leave(memo);
      this.#frame = outer;
    }
    memo.dependencies = frame.dependencies;
    memo.durability = frame.durability;
    if (isBarrier(memo)) this.#reach(memo);
  }

  #keep(memo: Memo, value: unknown, hasFailed: boolean): void {
    if (memo.verifiedAt !== NEVER && memo.hasFailed === hasFailed && isSame(memo, value)) return;
    memo.value = value;
    memo.hasFailed = hasFailed;
    memo.changedAt = this.#now;
  }

  #enter(memo: Memo): void {
    memo.isBusy = true;
    this.#stack.push(memo);
  }

  #leave(memo: Memo): void {
    memo.isBusy = false;
    this.#stack.pop();
  }

  #break(kind: FactError['kind'], memo: Memo): FactError {
    const from = kind === 'circle' ? this.#stack.indexOf(memo) : 0;
    this.#broken = new FactError(kind, [...this.#stack.slice(from), memo].map(placeOf));
    return this.#broken;
  }

  /** The earlier keys first, one after the other and not one inside the other. */
  #settleBefore(memo: Memo, fact: AnyFact): void {
    const keys = this.#unnoted(() => fact.order?.(this.#get, memo.key) ?? []);
    const progress = this.#progress(keys, fact);
    for (; progress.count < keys.length && memo.verifiedAt !== this.#now; progress.count += 1) {
      const earlier = this.#memo(fact, keys[progress.count] ?? '');
      if (earlier === memo) return;
      if (earlier.verifiedAt !== this.#now && !earlier.isBusy)
        this.#unnoted(() => this.#update(earlier, fact));
    }
  }

  #progress(keys: readonly string[], fact: AnyFact): Progress {
    let byFact = this.#orders.get(keys);
    if (byFact === undefined) this.#orders.set(keys, (byFact = new Map<AnyFact, Progress>()));
    const before = byFact.get(fact);
    if (before?.at === this.#now) return before;
    const progress = { at: this.#now, count: 0 };
    byFact.set(fact, progress);
    return progress;
  }

  /** What is being worked out does not rest on what is asked here. */
  #unnoted<Answer>(ask: () => Answer): Answer {
    const outer = this.#frame;
    this.#frame = { id: (this.#frames += 1), dependencies: [], durability: 2 };
    try {
      return ask();
    } finally {
      this.#frame = outer;
    }
  }

  /** Where they stay the same, nothing behind them is looked at. */
  #settleBarriers(): void {
    const stale = [...this.#stale];
    this.#stale.clear();
    for (const barrier of stale) {
      if (barrier.verifiedAt === NEVER) continue;
      const before = barrier.durability;
      barrier.durability = 0;
      this.#unnoted(() => this.#refresh(barrier));
      this.#reach(barrier);
      if (barrier.changedAt === this.#now) this.#mark(before);
    }
  }

  /** Tells the inputs below a barrier of it: the only way that leads up. */
  #reach(barrier: Memo): void {
    let least: Level = 2;
    const seen = new Set<Memo>();
    const todo = [...barrier.dependencies];
    for (let memo = todo.pop(); memo !== undefined; memo = todo.pop()) {
      if (seen.has(memo)) continue;
      seen.add(memo);
      if (memo.query.kind === 'fact') for (const below of memo.dependencies) todo.push(below);
      else {
        if (memo.durability < least) least = memo.durability;
        (memo.barriers ??= new Set<Memo>()).add(barrier);
      }
    }
    barrier.durability = least === 2 ? 2 : LEVELS[barrierOf(barrier) ?? 'low'];
  }
}

/** One value of one query. */
interface Memo {
  readonly query: AnyQuery;
  readonly key: string;
  /** What it threw, where it has failed. */
  value: unknown;
  hasFailed: boolean;
  /** Of an input: the host has said it. */
  isGiven: boolean;
  isBusy: boolean;
  changedAt: number;
  verifiedAt: number;
  durability: Level;
  dependencies: readonly Memo[];
  /** The frame that noted it last. */
  notedBy: number;
  /** Of an input: the barriers above it. */
  barriers: Set<Memo> | undefined;
}

/** What a computation rests on so far. */
interface Frame {
  readonly id: number;
  readonly dependencies: Memo[];
  durability: Level;
}

/** How far an order is settled at a moment. */
interface Progress {
  readonly at: number;
  count: number;
}

type Level = 0 | 1 | 2;

const LEVELS: Readonly<Record<Durability, Level>> = { low: 0, medium: 1, high: 2 };
const NEVER = -1;
/** Facts are few layers; what is as deep as the data has an order. */
const MOST_DEPTH = 64;
/** Each round needs what the one before it found: what imports what, say. */
const MOST_ROUNDS = 40;

/** All of one shape, so that V8 keeps one hidden class. */
function newMemo(query: AnyQuery, key: string): Memo {
  return {
    query,
    key,
    value: undefined,
    hasFailed: false,
    isGiven: false,
    isBusy: false,
    changedAt: 0,
    verifiedAt: NEVER,
    durability: 2,
    dependencies: [],
    notedBy: 0,
    barriers: undefined,
  };
}

function placeOf({ query, key }: Pick<Memo, 'query' | 'key'>): string {
  return key === '' ? query.name : `${query.name} ${key}`;
}

function barrierOf({ query }: Memo): AnyFact['barrier'] {
  return query.kind === 'fact' ? query.barrier : undefined;
}

function isBarrier(memo: Memo): boolean {
  return barrierOf(memo) !== undefined;
}

function asInput(query: AnyQuery): AnyInput {
  if (query.kind === 'fact') throw new Error(`${query.name} is worked out, and not said`);
  return query;
}

function asLevel(level: number): Level {
  return level === 0 || level === 1 ? level : 2;
}

/** Two failures are the same where they say the same. */
function isSame({ query, value: before, hasFailed }: Memo, after: unknown): boolean {
  if (hasFailed) return String(before) === String(after);
  return query.isSame === undefined ? Object.is(before, after) : query.isSame(before, after);
}
