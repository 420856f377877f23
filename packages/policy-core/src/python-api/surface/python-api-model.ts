import type { TypeExpression, TypeReading } from './python-type-expression.ts';
import type { TextRange } from '../../model/text-range.ts';

/** What is needed to read the definitions of one file. */
export interface ApiReading extends TypeReading {
  /** `__init__.py`: what it imports belongs to it. */
  readonly isPackage: boolean;
}

/** What other modules can reach in a Python module. Offsets count in its text. */
export interface PythonApi {
  /** Everything bound at the top level, private names too: public classes may inherit from private ones. */
  readonly members: ReadonlyMap<string, ApiMember>;
  /** The names in `__all__`; `undefined` where there is none or it cannot be read. */
  readonly exports: readonly string[] | undefined;
  readonly unknowns: readonly ApiUnknown[];
}

/** A name, with whatever it can stand for. */
export interface ApiMember {
  /** More than one where a condition chooses. */
  readonly definitions: readonly ApiDefinition[];
  /** `false`: on some way through the module the name is not bound. */
  readonly isCertain: boolean;
}

export type ApiDefinition = ApiFunction | ApiClass | ApiValue | ApiImport;

export interface ApiFunction extends TextRange {
  readonly kind: 'function';
  readonly isAsync: boolean;
  /** How it is reached and called. */
  readonly form: 'function' | 'method' | 'static method' | 'class method' | 'property';
  readonly isContextManager: boolean;
  readonly isAbstract: boolean;
  /** Of a property. */
  readonly isSettable: boolean;
  /** Decorators that may change how it is called, for all that is known. */
  readonly wrappers: readonly string[];
  readonly signature: ApiSignature;
  /** What `@overload` promises in place of the signature. */
  readonly overloads: readonly ApiSignature[];
  /** The last of overloads whose function has not come yet. */
  readonly isUnfinished: boolean;
}

export interface ApiSignature {
  /** Without `self` and `cls`. */
  readonly parameters: readonly ApiParameter[];
  readonly returns: TypeExpression | undefined;
}

export type ParameterKind =
  | 'positional-only'
  | 'positional-or-keyword'
  | 'var-positional'
  | 'keyword-only'
  | 'var-keyword';

export interface ApiParameter extends TextRange {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly annotation: TypeExpression | undefined;
  readonly hasDefault: boolean;
  /** FastAPI fills it: `Depends(...)` is its default or stands in its `Annotated[...]`. */
  readonly isInjected: boolean;
}

export interface ApiClass extends TextRange {
  readonly kind: 'class';
  readonly bases: readonly TypeExpression[];
  readonly members: ReadonlyMap<string, ApiMember>;
  readonly wrappers: readonly string[];
  /** Set where fields become parameters of the constructor. */
  readonly record: RecordForm | undefined;
  /** A dataclass whose fields nobody may set. */
  readonly isFrozen: boolean;
  /** `class Page[T]`, which is `class Page(Generic[T])`. */
  readonly isGeneric: boolean;
  readonly fields: readonly ApiParameter[];
}

/** `dataclass`: by a decorator, for the fields of this class. `model`: by a base, for those of subclasses too. */
export type RecordForm = 'dataclass' | 'model';

export interface ApiValue extends TextRange {
  readonly kind: 'value';
  readonly annotation: TypeExpression | undefined;
  /** What a type alias stands for. */
  readonly alias: TypeExpression | undefined;
  /** It may be anything, a function too: the result of a call, say. */
  readonly isOpaque: boolean;
  /** The words of a call that makes a class, `namedtuple("Point", "x y")`; `undefined` for anything else. */
  readonly recipe: string | undefined;
  /** Nothing is assigned: `name: str`. */
  readonly isBare: boolean;
}

export interface ApiImport extends TextRange {
  readonly kind: 'import';
  readonly source: string;
  /** Meant for others to import from here. */
  readonly isReexport: boolean;
}

/** Something that binds names in a way that cannot be read. */
export interface ApiUnknown extends TextRange {
  /** The code, without its spacing: the same on both sides of a change is no change. */
  readonly text: string;
  /** A clause that reads well after "because". */
  readonly reason: string;
  /** `false`: it only answers for names that are not there. */
  readonly mayReplace: boolean;
}

/** What others may rely on: names without `_` in front, and those in `__all__`. */
export function publicMembers({ members, exports }: PythonApi): ReadonlyMap<string, ApiMember> {
  return new Map(
    [...members].filter(
      ([name, { definitions }]) =>
        exports?.includes(name) ||
        (!name.startsWith('_') && definitions.some((one) => one.kind !== 'import' || one.isReexport)),
    ),
  );
}
