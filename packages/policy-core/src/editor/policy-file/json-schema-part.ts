/** As much of JSON Schema as the policy's has. */
export interface JsonSchemaPart {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  /** What a text is: `path-pattern`, `file-path`, `folder-path`, or a form that JSON Schema knows. */
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchemaPart>>;
  readonly required?: readonly string[];
  /** `false` where no other key is allowed. */
  readonly additionalProperties?: JsonSchemaPart | boolean;
  readonly items?: JsonSchemaPart;
  readonly anyOf?: readonly JsonSchemaPart[];
}
