import type { IniOptions, IniReading } from './ini-reading.ts';

/** `absent`: neither the section nor DEFAULT sets it. `problem` is a clause. */
export type IniValue =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear'; readonly problem: string };

/** An option with what stands in it, `%(here)s` for instance, replaced as configparser does. */
export function iniValue(
  ini: Extract<IniReading, { kind: 'ini' }>,
  { section, option }: { readonly section: string; readonly option: string },
  given: ReadonlyMap<string, string>,
): IniValue {
  const own = ini.sections.get(section);
  if (own === undefined) return { kind: 'absent' };
  const scopes = [own, ini.defaults, given];
  const written = lookUp(scopes, option);
  return written === undefined ? { kind: 'absent' } : replaced(written, scopes, 1);
}

/** The depth that configparser allows. */
const MAX_DEPTH = 10;
const REFERENCE = /%\(([^)]+)\)s/y;

function replaced(text: string, scopes: readonly IniOptions[], depth: number): IniValue {
  if (depth > MAX_DEPTH) return unclear('its values refer to each other too deeply');
  let value = '';
  let at = 0;
  for (;;) {
    const percent = text.indexOf('%', at);
    if (percent < 0) return { kind: 'value', value: value + text.slice(at) };
    value += text.slice(at, percent);
    if (text[percent + 1] === '%') {
      value += '%';
      at = percent + 2;
      continue;
    }
    REFERENCE.lastIndex = percent;
    const name = REFERENCE.exec(text)?.[1];
    if (name === undefined) return unclear('it has an invalid %');
    const found = lookUp(scopes, name.toLowerCase());
    if (found === undefined) return unclear(`nothing sets ${name}`);
    const inner: IniValue = found.includes('%')
      ? replaced(found, scopes, depth + 1)
      : { kind: 'value', value: found };
    if (inner.kind !== 'value') return inner;
    value += inner.value;
    at = percent + name.length + '%()s'.length;
  }
}

function lookUp(scopes: readonly IniOptions[], name: string): string | undefined {
  return scopes.find((options) => options.has(name))?.get(name);
}

function unclear(problem: string): IniValue {
  return { kind: 'unclear', problem };
}
