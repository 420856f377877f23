import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, underlinedBy } from '../../testing/python-surface.ts';

const parsers = await testParsers();

/** Two signatures of `f`, each without `def`. */
function between(before: string, after: string): string[] {
  const text = (signature: string) => `import app.models as m\n\n\ndef f${signature}: ...\n`;
  return noticed(parsers, text(before), text(after));
}

describe('A call notices [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    ['a parameter that is gone', '(a, b)', '(a)', ['f no longer takes b']],
    ['the first that is gone', '(a, b)', '(b)', ['f no longer takes a']],
    ['a parameter with a default that is gone', '(a, b=1)', '(a)', ['f no longer takes b']],
    ['a parameter by name that is gone', '(a, *, b=1)', '(a)', ['f no longer takes b']],
    ['another name', '(user_id)', '(id)', ['f takes user_id under the name id now']],
    ['another name, by name', '(*, a=1)', '(*, b=1)', ['f takes a under the name b now']],
    [
      'another name and another type',
      '(user_id: int)',
      '(email: str)',
      ['f no longer takes user_id', 'f needs the new parameter email'],
    ],
    ['another order', '(a, b)', '(b, a)', ['f takes its parameters in another order: b, a and not a, b']],
    [
      'another order of three',
      '(a, b, c)',
      '(a, c, b)',
      ['f takes its parameters in another order: a, c, b and not a, b, c'],
    ],
    [
      'another order of positions only',
      '(a, b, /)',
      '(b, a, /)',
      ['f takes its parameters in another order: b, a and not a, b'],
    ],
    ['a new parameter', '(a)', '(a, b)', ['f needs the new parameter b']],
    ['a new parameter by name', '(a)', '(a, *, b)', ['f needs the new parameter b']],
    [
      'a new parameter in the middle',
      '(a, c=1)',
      '(a, b=0, c=1)',
      ['f takes the new parameter b before others, so arguments passed by position go to the wrong one'],
    ],
    [
      'a new parameter in front',
      '(a)',
      '(b=0, a=1)',
      ['f takes the new parameter b before others, so arguments passed by position go to the wrong one'],
    ],
    [
      'a new parameter in front of the rest',
      '(*args)',
      '(a=1, *args)',
      ['f takes the new parameter a before others, so arguments passed by position go to the wrong one'],
    ],
    ['a default that is gone', '(a=1)', '(a)', ['f needs a, which could be left out']],
    ['a default that is gone, by name', '(*, a=1)', '(*, a)', ['f needs a, which could be left out']],
    ['by name only', '(a)', '(*, a)', ['f takes a only by its name now']],
    ['by position only', '(a)', '(a, /)', ['f takes a only by its position now']],
    ['by name and no longer by position', '(a, /)', '(*, a)', ['f takes a only by its name now']],
    ['by position and no longer by name', '(*, a)', '(a, /)', ['f takes a only by its position now']],
    [
      'a name that takes the position of another',
      '(a, *, b)',
      '(b, a)',
      ['f takes b by its position before others, so arguments passed by position go to the wrong one'],
    ],
    [
      'a name that takes a position of the rest',
      '(*args, a=1)',
      '(a=1, *args)',
      ['f takes a by its position before others, so arguments passed by position go to the wrong one'],
    ],
    ['a position that others move up to', '(a, b)', '(b, *args, **kwargs)', ['f no longer takes a']],
    ['a position only that others move up to', '(a, b, /)', '(b, /)', ['f no longer takes a']],
    ['a position in the middle', '(a, b, c, /)', '(a, c, *rest)', ['f no longer takes b']],
    ['a position that a name takes', '(a, /, *, c)', '(c)', ['f no longer takes a']],
    ['a position that another takes', '(a)', '(b=None, /, *args, **kwargs)', ['f no longer takes a']],
    [
      'a position that is a name now, beside the rest',
      '(a, /)',
      '(*args, a=1)',
      ['f takes a only by its name now'],
    ],
    ['the rest that is gone', '(*args)', '()', ['f no longer takes *args']],
    ['the rest by name that is gone', '(**options)', '()', ['f no longer takes **options']],
    ['another type', '(a: int)', '(a: str)', ['f takes a as str and not as int']],
    [
      'another type inside one',
      '(a: list[int])',
      '(a: list[str])',
      ['f takes a as list[str] and not as list[int]'],
    ],
    ['a narrower type', '(a: int | None)', '(a: int)', ['f takes a as int and not as int | None']],
    ['another type of the rest', '(*a: int)', '(*a: str)', ['f takes a as str and not as int']],
    [
      'another module of the type',
      '(a: m.User)',
      '(a: schemas.User)',
      ['f takes a as schemas.User and not as m.User'],
    ],
    [
      'what fills it by a default alone',
      '(db: m.Session = Depends(get_db))',
      '(db: m.Session)',
      ['f needs db, which could be left out'],
    ],
    ['another result', '(a) -> int', '(a) -> str', ['f returns str and not int']],
    ['a wider result', '(a) -> int', '(a) -> int | None', ['f returns int | None and not int']],
    ['a result no longer said', '(a) -> int', '(a)', ['f no longer says that it returns int']],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('A call does not notice [row 0.11]', () => {
  it.each<[string, string, string]>([
    ['a new parameter with a default at the end', '(a)', '(a, b=1)'],
    ['a new parameter by name with a default', '(a)', '(a, *, b=1)'],
    ['a new parameter by name before another', '(*, b)', '(*, a=1, b)'],
    ['the rest being taken', '(a)', '(a, *args, **kwargs)'],
    ['a parameter the rest takes', '(a, *, b=1)', '(a, **options)'],
    ['a position the rest takes', '(a, b, /)', '(a, *rest)'],
    ['a name the rest takes beside a new one', '(*, b)', '(*, a=1, **options)'],
    ['the last positions the rest takes', '(a, b, c)', '(a, *args, **kwargs)'],
    ['a name that becomes a position at the end', '(a, *, b)', '(a, b)'],
    ['any result before', '(a) -> object', '(a) -> int'],
    ['both kinds of rest', '(a, b)', '(*args, **kwargs)'],
    ['a default that is new', '(a)', '(a=1)'],
    ['another default', '(a=1)', '(a=2)'],
    ['a name that nobody can write', '(a, /)', '(b, /)'],
    ['another name of the rest', '(*args, **kwargs)', '(*values, **options)'],
    ['position and name where position was enough', '(a, /)', '(a)'],
    ['position and name where the name was asked', '(*, a)', '(a)'],
    ['another order of names', '(*, a, b)', '(*, b, a)'],
    ['a type that is new', '(a)', '(a: int)'],
    ['a type that is left out', '(a: int)', '(a)'],
    ['a wider type', '(a: int)', '(a: int | None)'],
    ['any type', '(a: int)', '(a: object)'],
    ['an optional type written in another way', '(a: Optional[int])', '(a: int | None)'],
    ['a narrower result', '(a) -> int | None', '(a) -> int'],
    ['a result that is new', '(a)', '(a) -> int'],
    ['spacing', '(a:int=1,*,b:str)->int', '(\n    a: int = 1,  # first\n    *,\n    b: str,\n) -> int'],
    [
      'what FastAPI fills, written in the new way',
      '(db: m.Session = Depends(get_db))',
      '(db: Annotated[m.Session, Depends(get_db)])',
    ],
    ['metadata of a type', '(a: Annotated[int, Query(ge=1)])', '(a: Annotated[int, Query(ge=2)])'],
    ['metadata that is new', '(a: int)', '(a: Annotated[int, Query(ge=1)])'],
  ])('%s', (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });
});

describe('What is underlined', () => {
  const shown = (before: string, after: string) =>
    underlinedBy(parsers, `def f${before}: ...\n`, `def f${after}: ...\n`);

  it.each<[string, string, string, string[]]>([
    ['the function that lost a parameter', '(a, b)', '(a)', ['f']],
    ['the parameter with the new name', '(a)', '(b)', ['b']],
    ['the parameter with the new type', '(a: int, b: int)', '(a: int, b: str)', ['b: str']],
    ['the new parameter', '(a)', '(a, b: int)', ['b: int']],
    ['those that were moved', '(a, b, c=1)', '(b, a, c=1)', ['b, a, c=1']],
    ['the function with another result', '() -> int', '() -> str', ['f']],
  ])('is %s', (_, ...[before, after, texts]) => {
    expect(shown(before, after)).toEqual(texts);
  });
});
