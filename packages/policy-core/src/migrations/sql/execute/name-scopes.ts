/** The text of a hole, which stands for a part that is not known. */
export const HOLE = /_lk\d+_/g;

/** Names that hold a part that is not known say in which code its source stands; `scopes` are those of holes. */
export function withScopes<Data>(data: Data, scopes: ReadonlyMap<string, string>): Data {
  if (scopes.size === 0) return data;
  return mapped(data, (name) => {
    const texts = Object.values(name).filter((field) => typeof field === 'string');
    const within = texts.flatMap((text) => text.match(HOLE) ?? []).flatMap((hole) => scopes.get(hole) ?? []);
    return within.length === 0 ? name : { ...name, within: within.join('\n') };
  });
}

/** The same of one run of the code: what its sources give in another one is something else. */
export function withinRun<Data>(data: Data, run: string): Data {
  return mapped(data, (name) =>
    'within' in name && typeof name.within === 'string'
      ? { ...name, within: `${name.within}\n${run}` }
      : name,
  );
}

/** Every name in it, and every piece of a text. */
function mapped<Data>(data: Data, change: (name: object) => object): Data {
  // Sound: the change only adds to names what they may have.
  return mappedValue(data, change) as Data;
}

function mappedValue(value: unknown, change: (name: object) => object): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => mappedValue(item, change));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(
    ([key, field]) => [key, field, mappedValue(field, change)] as const,
  );
  const isSame = fields.every(([, was, is]) => was === is);
  const now: object = isSame ? value : Object.fromEntries(fields.map(([key, , is]) => [key, is]));
  return 'isKnown' in now ? change(now) : now;
}
