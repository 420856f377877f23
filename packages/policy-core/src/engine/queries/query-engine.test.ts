import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  anyToyEdits,
  answersDuring,
  countingEngine,
  listing,
  textOf,
  toyHistory,
} from '../../testing/toy-history.ts';
import { FactError } from './fact-error.ts';
import { defineFact, defineInput, type Fact } from './query.ts';
import { QueryEngine } from './query-engine.ts';

/** A straight history of so many revisions, judged once. */
function judgedHistory(length: number) {
  const history = toyHistory(true);
  const { engine, counted, lookedOver } = countingEngine();
  const paths = Array.from({ length }, (_, index) => String(index));
  for (const path of paths) engine.set(textOf, path, { value: `${Number(path) - 1}|1|`, durability: 'high' });
  engine.set(listing, '', { value: paths, durability: 'high' });
  counted((get) => get(history.report));
  const typed = (path: string, value: string) => {
    engine.set(textOf, path, { value });
    return counted((get) => get(history.report));
  };
  return { engine, counted, lookedOver, typed, history };
}

describe('a fact', () => {
  test('is worked out once for each key, and only when somebody asks', () => {
    const { engine, counted } = countingEngine();
    const { reading, judged } = toyHistory(false);
    engine.set(textOf, '1', { value: 'none|2|' });
    engine.set(textOf, '2', { value: '1|2|' });
    expect(counted((get) => [get(reading, '1'), get(reading, '1')])).toEqual({ reading: 1 });
    expect(counted((get) => get(reading, '2'))).toEqual({ reading: 1 });
    engine.set(listing, '', { value: ['1', '2'] });
    expect(counted((get) => get(judged, '2'))).toMatchObject({ judged: 1 });
    expect(counted((get) => get(judged, '2'))).toEqual({});
  });

  test('is not worked out again where what it rests on was said once more', () => {
    const { typed } = judgedHistory(10);
    expect(typed('4', '3|1|')).toEqual({});
  });

  test('ends the work where it stays the same: of a comment, one file is read and judged', () => {
    const { typed } = judgedHistory(200);
    expect(typed('4', '3|1|a comment')).toEqual({ reading: 1, header: 1, steps: 1, judged: 1, report: 1 });
  });

  test('costs no more in a long history: behind what is durable nothing is looked at', () => {
    const { engine, lookedOver, typed, history } = judgedHistory(5000);
    expect(typed('2500', '2499|1|a')).toEqual({ reading: 1, header: 1, steps: 1, judged: 1, report: 1 });
    engine.set(textOf, '2500', { value: '2499|1|bb' });
    // All that is judged is durable but for this one, and the report.
    expect(lookedOver((get) => get(history.report))).toEqual({
      reading: 1,
      header: 1,
      steps: 1,
      judged: 1,
      report: 1,
    });
  });

  test('is as durable as before where an input is typed in no more', () => {
    const { engine, lookedOver, typed, history } = judgedHistory(100);
    typed('50', '49|1|a');
    engine.set(textOf, '50', { value: '49|1|a', durability: 'high' });
    lookedOver((get) => get(history.report));
    typed('70', '69|1|a');
    engine.set(textOf, '70', { value: '69|1|bb' });
    expect(lookedOver((get) => get(history.report))).toEqual({
      reading: 1,
      header: 1,
      steps: 1,
      judged: 1,
      report: 1,
    });
  });

  test('is worked out again as far as another value leads', () => {
    const { typed } = judgedHistory(10);
    // Those after it are judged after another sum.
    expect(typed('4', '3|2|')).toEqual({
      reading: 1,
      header: 1,
      steps: 1,
      'sum-after': 5,
      judged: 6,
      report: 1,
    });
  });

  test('rests on what it read the last time, and on nothing it read before', () => {
    const which = defineInput<string>({ name: 'which', unanswered: () => '' });
    const chosen = defineFact<string>({ name: 'chosen', compute: (get) => get(textOf, get(which)) });
    const { engine, counted } = countingEngine();
    engine.set(which, '', { value: 'a' });
    engine.set(textOf, 'a', { value: 'A' });
    engine.set(textOf, 'b', { value: 'B' });
    counted((get) => get(chosen));
    engine.set(which, '', { value: 'b' });
    expect(counted((get) => get(chosen))).toEqual({ chosen: 1 });
    engine.set(textOf, 'a', { value: 'AA' });
    expect(counted((get) => get(chosen))).toEqual({});
  });

  test('can say itself what is as good as before', () => {
    const parity = defineFact<{ readonly isOdd: boolean }>({
      name: 'parity',
      compute: (get) => ({ isOdd: get(textOf, 'n').length % 2 === 1 }),
      isSame: (before, after) => before.isOdd === after.isOdd,
    });
    const said = defineFact<string>({ name: 'said', compute: (get) => (get(parity).isOdd ? 'odd' : 'even') });
    const { engine, counted } = countingEngine();
    engine.set(textOf, 'n', { value: 'a' });
    counted((get) => get(said));
    engine.set(textOf, 'n', { value: 'aaa' });
    expect(counted((get) => get(said))).toEqual({ parity: 1 });
  });

  test('gives what a fresh engine gives, whatever was edited and asked before', () => {
    fc.assert(
      fc.property(anyToyEdits, fc.boolean(), (edits, withBarriers) => {
        for (const { kept, fresh } of answersDuring(edits, { withBarriers })) expect(kept).toBe(fresh);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a fact that throws', () => {
  test('fails each that reads it, and no other', () => {
    const { engine, history, typed } = judgedHistory(3);
    typed('1', '0|1|boom');
    expect(engine.ask((get) => get(history.report))).toBe('0:0 crashed 0:0');
  });

  test('is asked again only where what it rests on changes', () => {
    const { engine, counted, history, typed } = judgedHistory(3);
    typed('1', '0|1|boom');
    expect(counted((get) => get(history.report))).toEqual({});
    expect(typed('1', '0|1|')).toMatchObject({ reading: 1, judged: 2, report: 1 });
    expect(engine.ask((get) => get(history.report))).toBe('0:0 0:1 0:2');
  });

  test.each([new RangeError('Maximum call stack'), new DOMException('called off', 'AbortError')])(
    'for a reason of the moment is asked again each time: %s',
    (reason) => {
      let isOver = false;
      const passing = defineFact<string>({
        name: 'passing',
        compute: () => {
          if (!isOver) throw reason;
          return 'well';
        },
      });
      const caught = defineFact<string>({
        name: 'caught',
        compute: (get) => {
          try {
            return get(passing);
          } catch {
            return 'not well';
          }
        },
      });
      const engine = new QueryEngine();
      expect(() => engine.ask((get) => get(passing))).toThrow(reason);
      expect(engine.ask((get) => get(caught))).toBe('not well');
      isOver = true;
      expect(engine.ask((get) => get(caught))).toBe('well');
    },
  );
});

describe('facts in a circle', () => {
  const one: Fact<string, number> = defineFact<number, string>({
    name: 'one',
    compute: (get, key) => get(other, key),
  });
  const other: Fact<string, number> = defineFact<number, string>({
    name: 'other',
    compute: (get, key) => get(one, key),
  });

  test('end the question, with their names', () => {
    expect(() => new QueryEngine().ask((get) => get(one, 'x'))).toThrow(
      expect.objectContaining({ kind: 'circle', path: ['one x', 'other x', 'one x'] }),
    );
  });

  test('end it also where somebody catches that', () => {
    const careless = defineFact<string>({
      name: 'careless',
      compute: (get) => {
        try {
          return String(get(one, 'x'));
        } catch {
          return 'fine';
        }
      },
    });
    const engine = new QueryEngine();
    expect(() => engine.ask((get) => get(careless))).toThrow(FactError);
    expect(() => engine.ask((get) => get(careless))).toThrow(FactError);
  });
});

describe('a fact that rests on itself at an earlier key', () => {
  test('is worked out in its order, however long: no deeper than a short one', () => {
    const { engine, counted, history } = judgedHistory(50_000);
    expect(engine.ask((get) => get(history.sumAfter, '49999'))).toBe(50_000 % 3);
    engine.set(textOf, '0', { value: 'none|2|' });
    expect(counted((get) => get(history.sumAfter, '49999'))['sum-after']).toBe(50_000);
  });

  test('without an order is refused before the stack is full', () => {
    const sum: Fact<string, number> = defineFact<number, string>({
      name: 'sum',
      compute: (get, key) => (key === '0' ? 0 : get(sum, String(Number(key) - 1)) + 1),
    });
    expect(new QueryEngine().ask((get) => get(sum, '20'))).toBe(20);
    expect(() => new QueryEngine().ask((get) => get(sum, '100'))).toThrow(
      expect.objectContaining({ kind: 'depth' }),
    );
  });
});

describe('a question', () => {
  /** What a file includes, over all files. */
  const included: Fact<string, readonly string[]> = defineFact<readonly string[], string>({
    name: 'included',
    compute: (get, path) => {
      const next = get(textOf, path);
      return next === '' || next.startsWith('none') ? [path] : [path, ...get(included, next)];
    },
  });
  const TEXTS: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: '', x: '', y: '' };
  const ended = (start: readonly string[], say: (path: string) => string | undefined) => {
    const { engine } = countingEngine();
    const rounds: string[][] = [];
    const asking = engine.rounds((get) => start.flatMap((path) => get(included, path)));
    for (let round = asking.next(); ; round = asking.next()) {
      if (round.done === true) return { rounds, answer: round.value };
      rounds.push(round.value.map(({ key }) => key));
      for (const { key } of round.value) {
        const value = say(key);
        if (value !== undefined) engine.set(textOf, key, { value });
      }
    }
  };

  test('asks in each round for all that it can', () => {
    expect(ended(['a', 'x', 'y'], (path) => TEXTS[path])).toEqual({
      rounds: [['a', 'x', 'y'], ['b'], ['c']],
      answer: ['a', 'b', 'c', 'x', 'y'],
    });
  });

  test('throws where the host says nothing of what it was asked for', () => {
    expect(() => ended(['a'], () => undefined)).toThrow('The host was asked for text a and said nothing');
  });

  test('goes on with what cannot be observed after forty rounds', () => {
    const { rounds, answer } = ended(['0'], (path) => String(Number(path) + 1));
    expect(rounds).toHaveLength(39);
    expect(answer).toHaveLength(40);
  });

  test('shows and keeps nothing that was worked out before all was said', () => {
    const { engine, history } = judgedHistory(3);
    engine.set(listing, '', { value: ['0', '1', '2', '3'], durability: 'high' });
    const asking = engine.rounds((get) => get(history.report));
    expect(asking.next().value).toEqual([{ input: textOf, key: '3' }]);
    engine.set(textOf, '3', { value: '2|1|aa', durability: 'high' });
    expect(asking.next()).toEqual({ done: true, value: '0:0 0:1 0:2 2:0' });
  });

  test('that throws because of what stood for an answer is asked again with the answer', () => {
    const strict = defineFact<string>({
      name: 'strict',
      compute: (get) => {
        const text = get(textOf, 'a');
        if (text.startsWith('none')) throw new Error('nothing there');
        return text;
      },
    });
    const engine = new QueryEngine();
    const asking = engine.rounds((get) => get(strict));
    expect(asking.next().done).toBe(false);
    engine.set(textOf, 'a', { value: 'A' });
    expect(asking.next()).toEqual({ done: true, value: 'A' });
  });

  test('sees one moment: nothing is said anew between its rounds', () => {
    const engine = new QueryEngine();
    engine.set(textOf, 'a', { value: 'b' });
    const asking = engine.rounds((get) => get(included, 'a'));
    asking.next();
    expect(() => {
      engine.set(textOf, 'a', { value: 'c' });
    }).toThrow('text a was said twice');
  });

  test('without rounds throws where something was not said, each time', () => {
    const { engine, history } = judgedHistory(2);
    engine.ask((get) => get(history.sumAfter, '1'));
    engine.unset(textOf, '1');
    expect(() => engine.ask((get) => get(history.sumAfter, '1'))).toThrow('Nobody said what text 1 is');
    expect(() => engine.ask((get) => get(history.sumAfter, '1'))).toThrow('Nobody said what text 1 is');
    engine.set(textOf, '1', { value: '0|1|', durability: 'high' });
    expect(engine.ask((get) => get(history.report))).toBe('0:0 0:1');
  });
});

describe('what is kept', () => {
  test('is forgotten where nothing that is asked rests on it, once there is twice as much', () => {
    const { engine, counted, history } = judgedHistory(10);
    engine.collect();
    const before = engine.size;
    engine.set(listing, '', { value: ['0'], durability: 'high' });
    counted((get) => get(history.report));
    expect(engine.collect()).toBe(0);
    for (let path = 100; path < 200; path += 1) {
      engine.set(textOf, String(path), { value: 'none|1|' });
      counted((get) => get(history.steps, String(path)));
    }
    expect(engine.size).toBeGreaterThan(2 * before);
    expect(counted((get) => get(history.report))).toEqual({});
    expect(engine.collect()).toBeGreaterThan(200);
    expect(counted((get) => get(history.report))).toEqual({});
    engine.set(textOf, '100', { value: 'none|2|' });
    expect(counted((get) => get(history.report))).toEqual({});
    expect(engine.ask((get) => get(history.report))).toBe('0:0');
  });
});
