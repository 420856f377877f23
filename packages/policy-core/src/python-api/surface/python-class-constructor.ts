import type { ApiClass, ApiMember, ApiParameter, ApiSignature } from './python-api-model.ts';
import { foreignBases, lineage } from './python-class-surface.ts';
import type { Names } from './python-names-joined.ts';

/** How a class is called to make an object. */
export interface Constructor {
  /** `fields`: made of the fields of a dataclass or model. */
  readonly kind: 'written' | 'fields' | 'empty';
  readonly signature: ApiSignature;
}

/** `undefined` where a class of another module decides. */
export function constructorOf(names: Names, owner: ApiClass): Constructor | undefined {
  const ancestors = lineage(names, owner);
  const isModel = ancestors.some(({ record }) => record === 'model');
  for (const one of ancestors) {
    const written = writtenConstructor(one.members);
    if (written !== undefined) return { kind: 'written', signature: written };
    if (isModel || one.record !== undefined)
      return { kind: 'fields', signature: { parameters: recordParameters(ancestors), returns: undefined } };
  }
  if (foreignBases(names, owner).length > 0) return undefined;
  return { kind: 'empty', signature: { parameters: [], returns: undefined } };
}

function writtenConstructor(members: ReadonlyMap<string, ApiMember>): ApiSignature | undefined {
  const member = members.get('__init__') ?? members.get('__new__');
  const [definition] = member?.definitions ?? [];
  return definition?.kind === 'function' ? { ...definition.signature, returns: undefined } : undefined;
}

/** Those of ancestors first; a field that is written again keeps its place. */
function recordParameters(ancestors: readonly ApiClass[]): readonly ApiParameter[] {
  const isModel = ancestors.some(({ record }) => record === 'model');
  const sources = ancestors.filter(({ record }) => isModel || record === 'dataclass');
  const fields = new Map(
    sources.toReversed().flatMap(({ fields: own }) => own.map((field) => [field.name, field] as const)),
  );
  const isNamed = ({ kind }: ApiParameter) => kind === 'keyword-only';
  const all = [...fields.values()];
  return [...all.filter((field) => !isNamed(field)), ...all.filter(isNamed)];
}
