/**
 * Writes plain data as YAML that reads back the same. Keys without a value are left out.
 *
 * @param notes comments by dotted path, such as `rules.paths/protected` or `protected[0].id`, put at the end of that line
 */
export function yamlText(
  value: Readonly<Record<string, unknown>>,
  notes: Readonly<Record<string, string>> = {},
): string {
  return `${entryLines(value, { indent: '', above: '', notes }).join('\n')}\n`;
}

interface Place {
  readonly indent: string;
  readonly above: string;
  readonly notes: Readonly<Record<string, string>>;
}

function entryLines(map: object, place: Place): string[] {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => {
      const path = place.above === '' ? key : `${place.above}.${key}`;
      const note = place.notes[path];
      return valueLines(`${place.indent}${scalar(key)}:`, value, { ...place, above: path }).map(
        (line, index) => (index === 0 && note !== undefined ? `${line}  # ${note}` : line),
      );
    });
}

function valueLines(start: string, value: unknown, place: Place): string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${start} []`];
    return [
      start,
      ...value.flatMap((item, index) =>
        itemLines(item, { ...place, indent: `${place.indent}  `, above: `${place.above}[${index}]` }),
      ),
    ];
  }
  if (typeof value !== 'object' || value === null) return [`${start} ${scalar(value)}`];
  const lines = entryLines(value, { ...place, indent: `${place.indent}  ` });
  return lines.length === 0 ? [`${start} {}`] : [start, ...lines];
}

/** The first line of an item carries its dash. */
function itemLines(item: unknown, place: Place): string[] {
  if (typeof item !== 'object' || item === null) return [`${place.indent}- ${scalar(item)}`];
  const lines = Array.isArray(item)
    ? item.flatMap((inner) => itemLines(inner, { ...place, indent: `${place.indent}  ` }))
    : entryLines(item, { ...place, indent: `${place.indent}  ` });
  const [first, ...rest] = lines;
  if (first === undefined) return [`${place.indent}- ${Array.isArray(item) ? '[]' : '{}'}`];
  return [`${place.indent}- ${first.trimStart()}`, ...rest];
}

/** Plain only where no reader could take the word for something else. */
export function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = /^[A-Za-z_./][\w ./@-]*$/.test(value) && !value.endsWith(' ') && !RESERVED.test(value);
  return isPlain ? value : JSON.stringify(value);
}

const RESERVED = /^(true|false|yes|no|on|off|null|y|n|\.nan|[-+]?\.inf|\.\d.*|\.\.\.|\.)$/i;
