/** As much of JSON Schema as the policy's has. */
export interface JsonSchemaPart {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** What a text is: one of the policy's own forms, or one that JSON Schema knows. */
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchemaPart>>;
  readonly required?: readonly string[];
  /** Of keys that people choose. */
  readonly propertyNames?: JsonSchemaPart;
  /** `false` where no other key is allowed. */
  readonly additionalProperties?: JsonSchemaPart | boolean;
  readonly items?: JsonSchemaPart;
  readonly anyOf?: readonly JsonSchemaPart[];
}

/** The part itself, or the forms that it may have instead. */
export function formsOf(part: JsonSchemaPart): readonly [JsonSchemaPart, ...JsonSchemaPart[]] {
  const { anyOf = [], ...own } = part;
  // What is said of the whole is said of each form that says nothing itself.
  const [first, ...others] = anyOf.flatMap((form) => formsOf({ ...own, ...form }));
  return first === undefined ? [part] : [first, ...others];
}

/** What several forms say of one key: where each of them names values, all of those, else the first. */
export function mergedPart([first = {}, ...others]: readonly JsonSchemaPart[]): JsonSchemaPart {
  const values = [first, ...others].map(valuesOf);
  if (others.length === 0 || values.some(({ length }) => length === 0)) return first;
  const { const: _, ...rest } = first;
  return { ...rest, enum: [...new Set(values.flat())] };
}

export function typeOf({ type, properties }: JsonSchemaPart): string | undefined {
  if (typeof type === 'string') return type;
  return properties === undefined ? undefined : 'object';
}

/** The values of which one must stand there; none where others may. */
export function valuesOf(part: JsonSchemaPart): readonly unknown[] {
  if (part.const !== undefined) return [part.const];
  return typeOf(part) === 'boolean' ? [true, false] : (part.enum ?? []);
}

/** The keys that must be there, as the schema lists them: that is the order in which people write them. */
export function requiredOf({ required = [], properties = {} }: JsonSchemaPart) {
  return Object.entries(properties).filter(([key]) => required.includes(key));
}
