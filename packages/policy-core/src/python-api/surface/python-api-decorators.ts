import type { PythonNode } from '../../parsers/parsers.ts';
import type { ApiFunction, ApiReading } from './python-api-model.ts';
import { lastPart, qualifiedName } from './python-imports.ts';
import { childIn, sourceOf } from '../../parsers/python/nodes.ts';

/** What the decorators of a function do to the way it is called. */
export interface DecoratorEffects {
  readonly form: 'static method' | 'class method' | 'property' | undefined;
  readonly isContextManager: boolean;
  readonly isAbstract: boolean;
  readonly isOverload: boolean;
  /** `@size.setter`: it belongs to the property of that name. */
  readonly accessor: (typeof ACCESSORS)[number] | undefined;
  readonly wrappers: ApiFunction['wrappers'];
}

export function decoratorEffects(reading: ApiReading, decorators: readonly PythonNode[]): DecoratorEffects {
  const names = decorators.map((decorator) => decoratorName(reading, decorator));
  const last = names.map(lastPart);
  const has = (known: readonly string[]) => last.some((name) => known.includes(name));
  return {
    form: has(['staticmethod'])
      ? 'static method'
      : has(['classmethod'])
        ? 'class method'
        : has(PROPERTIES)
          ? 'property'
          : undefined,
    isContextManager: has(['contextmanager', 'asynccontextmanager']),
    isAbstract: has(['abstractmethod', 'abstractproperty']),
    isOverload: has(['overload']),
    accessor: ACCESSORS.find((accessor) => names.some((name) => name.endsWith(`.${accessor}`))),
    wrappers: names.filter((name) => !UNDERSTOOD.has(lastPart(name))),
  };
}

/** Decorators of a class of which nothing is known. */
export function classWrappers(reading: ApiReading, decorators: readonly PythonNode[]): readonly string[] {
  return decorators
    .map((decorator) => decoratorName(reading, decorator))
    .filter((name) => !UNDERSTOOD.has(lastPart(name)));
}

/** `app.core.flags.flag` for `@flags.flag("x")`; the source where it is no dotted name. */
export function decoratorName({ file, imports }: ApiReading, decorator: PythonNode): string {
  const [expression] = decorator.children;
  const callee = expression?.type === 'call' ? childIn(expression, 'function') : expression;
  return qualifiedName(file, imports, callee) ?? sourceOf(file, decorator).replace(/\s+/g, ' ');
}

const PROPERTIES = ['property', 'cached_property', 'hybrid_property', 'abstractproperty', 'lazy_property'];
/** The last two are SQLAlchemy's, of hybrid properties. */
const ACCESSORS = ['setter', 'getter', 'deleter', 'expression', 'comparator'] as const;

/** They leave the parameters and the result alone, or what they do is told by the effects. */
const UNDERSTOOD = new Set([
  ...PROPERTIES,
  ...ACCESSORS,
  ...'staticmethod classmethod contextmanager asynccontextmanager abstractmethod overload'.split(' '),
  ...'lru_cache cache wraps final override deprecated no_type_check runtime_checkable'.split(' '),
  ...'total_ordering unique dataclass dataclass_transform define frozen mutable attrs'.split(' '),
  // FastAPI and Starlette hand back the function they are given.
  ...'get put post delete options head patch trace api_route websocket route'.split(' '),
  ...'websocket_route on_event exception_handler middleware'.split(' '),
  // Pydantic and SQLAlchemy.
  ...'validator root_validator field_validator model_validator field_serializer'.split(' '),
  ...'model_serializer computed_field validates listens_for reconstructor'.split(' '),
]);
