import {
  publicMembers,
  type ApiDefinition,
  type ApiFunction,
  type ApiMember,
  type ApiParameter,
  type ApiSignature,
  type ApiValue,
  type PythonApi,
} from '../python-api/surface/python-api-model.ts';

/** The public surface of a module in a form that looks like Python, one line for each definition. */
export function shownSurface(api: PythonApi): string[] {
  return [...publicMembers(api)].flatMap(([name, member]) => shownMember(name, member, ''));
}

function shownMember(name: string, { definitions, isCertain }: ApiMember, indent: string): string[] {
  return definitions.flatMap((definition) => {
    const [first = '', ...rest] = shownDefinition(name, definition);
    return [`${isCertain ? '' : 'maybe '}${first}`, ...rest].map((line) => `${indent}${line}`);
  });
}

function shownDefinition(name: string, definition: ApiDefinition): string[] {
  switch (definition.kind) {
    case 'import':
      return [`import ${name} = ${definition.source}`];
    case 'value':
      return [shownValue(name, definition)];
    case 'function':
      return shownFunction(name, definition);
    case 'class': {
      const bases = definition.bases.map(({ text }) => text).join(', ');
      const record = definition.record === undefined ? '' : ` [${definition.record}]`;
      return [
        `class ${name}(${bases})${record}`,
        ...[...definition.members].flatMap(([inner, member]) => shownMember(inner, member, '  ')),
      ];
    }
  }
}

function shownValue(name: string, { annotation, alias, isOpaque }: ApiValue): string {
  const type = annotation === undefined ? '' : `: ${annotation.text}`;
  const unknown = isOpaque ? ' = ?' : '';
  return `${name}${type}${alias === undefined ? unknown : ` = ${alias.text}`}`;
}

function shownFunction(name: string, definition: ApiFunction): string[] {
  const { isAsync, form, isContextManager, isAbstract, isSettable, wrappers, overloads } = definition;
  const marks = [
    ...(isContextManager ? ['context manager'] : []),
    ...(isAbstract ? ['abstract'] : []),
    ...(isSettable ? ['settable'] : []),
    ...wrappers.map((wrapper) => `@${wrapper}`),
  ];
  const text = `${isAsync ? 'async ' : ''}${form} ${name}${shownSignature(definition.signature)}`;
  return [
    marks.length === 0 ? text : `${text} [${marks.join(', ')}]`,
    ...overloads.map((overload) => `  overload ${shownSignature(overload)}`),
  ];
}

export function shownSignature({ parameters, returns }: ApiSignature): string {
  const result = returns === undefined ? '' : ` -> ${returns.text}`;
  return `(${parameters.map(shownParameter).join(', ')})${result}`;
}

const KINDS: Readonly<Record<ApiParameter['kind'], string>> = {
  'positional-only': '/',
  'positional-or-keyword': '',
  'var-positional': '*',
  'keyword-only': '!',
  'var-keyword': '**',
};

/** `/` in front: by position only; `!`: by name only; `=`: may be left out; `?`: FastAPI fills it. */
function shownParameter({ name, kind, annotation, hasDefault, isInjected }: ApiParameter): string {
  const type = annotation === undefined ? '' : `: ${annotation.text}`;
  return `${KINDS[kind]}${name}${type}${hasDefault ? '=' : ''}${isInjected ? '?' : ''}`;
}
