import { submodule, type ImportBinding } from './import-bindings.ts';
import type { ModulesAround } from './asked-statements.ts';
import type { Binding, Scope, Scopes } from './bindings.ts';
import { withoutParentheses } from './nodes.ts';

/** The file, whose path is `''`, or a module that was placed behind it. */
export interface LinkedCode {
  readonly path: string;
  readonly scopes: Scopes;
  readonly imports: readonly ImportBinding[];
  readonly mutated: ReadonlySet<string>;
}

type Names = ReadonlyMap<string, readonly Binding[]>;

/** Has imported names lead to what they are called in their modules. The scopes are changed. */
export function linkImports(codes: readonly LinkedCode[], around: ModulesAround): void {
  const linking: Linking = {
    around,
    codes: new Map(codes.map((code) => [code.path, code])),
    linked: new Set(),
  };
  for (const code of codes) link(linking, code);
}

interface Linking {
  readonly around: ModulesAround;
  readonly codes: ReadonlyMap<string, LinkedCode>;
  /** In a circle, what is not linked yet stays unknown. */
  readonly linked: Set<LinkedCode>;
}

function link(linking: Linking, code: LinkedCode): void {
  if (linking.linked.has(code)) return;
  linking.linked.add(code);
  for (const binding of code.imports) {
    const scope = scopeOf(code.scopes, binding);
    const found = meaningOf(linking, code, binding);
    if (found !== undefined) give(scope, binding, found);
  }
}

/** The innermost function around it, or the module. */
function scopeOf({ module, functions }: Scopes, { statement: { start, end } }: ImportBinding): Scope {
  let found = module;
  for (const [node, scope] of functions) if (node.start <= start && end <= node.end) found = scope;
  return found;
}

/** Only a name that nothing else in the scope sets; that of `import a` is not noted as set. */
function give({ names }: Scope, { alias, name, below }: ImportBinding, found: readonly Binding[]): void {
  const before = names.get(alias);
  const [first] = before ?? [];
  const isOwn = before?.length === 1 && first?.kind === 'opaque' && first.imported === undefined;
  if (name === undefined ? before === undefined : isOwn) names.set(alias, [...wrapped(found, below)]);
}

/** `a.b.c`, of which the name is only `a`. */
function wrapped(found: readonly Binding[], below: readonly string[]): readonly Binding[] {
  return below.reduceRight<readonly Binding[]>((inner, name) => [moduleOf(new Map([[name, inner]]))], found);
}

function moduleOf(names: Names): Binding {
  return { kind: 'opaque', imported: { kind: 'module', names } };
}

function meaningOf(
  linking: Linking,
  { path }: LinkedCode,
  { module, name }: ImportBinding,
): readonly Binding[] | undefined {
  const whole = namesOf(linking, linking.around.target(path, module));
  if (name === undefined) return whole && [moduleOf(whole)];
  const own = whole?.get(name);
  if (own !== undefined) return own;
  const below = namesOf(linking, linking.around.target(path, submodule(module, name)));
  return below && [moduleOf(below)];
}

function namesOf(linking: Linking, path: string | undefined): Names | undefined {
  const code = path === undefined ? undefined : linking.codes.get(path);
  if (code === undefined) return undefined;
  link(linking, code);
  const { names } = code.scopes.module;
  return new Map(Array.from(names, ([name, bindings]) => [name, given(code, name, bindings)]));
}

const UNKNOWN: readonly Binding[] = [{ kind: 'opaque' }];

/** A list to which the module adds something is not what its literal says. */
function given({ mutated }: LinkedCode, name: string, bindings: readonly Binding[]): readonly Binding[] {
  const isPlain = bindings.every(
    (binding) =>
      binding.kind === 'value' && !(mutated.has(name) && CHANGING.has(withoutParentheses(binding.node).type)),
  );
  return isPlain || bindings.some(({ kind }) => kind === 'opaque') ? bindings : UNKNOWN;
}

const CHANGING = new Set(['list', 'set', 'dictionary', 'list_comprehension', 'call', 'identifier']);
