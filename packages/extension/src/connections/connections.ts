/** Where VS Code keeps secrets: encrypted, on this machine. */
export interface SecretStore {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** Where VS Code keeps what is no secret. */
export interface ConnectionIndex {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

/** The addresses of databases, each under the name of the environment variable that a program reads it from. */
export interface Connections {
  /** `undefined` where none is kept. */
  addressOf(variable: string): Promise<string | undefined>;
  keep(variable: string, address: string): Promise<void>;
  forget(variable: string): Promise<void>;
  /** Names of variables. */
  kept(): readonly string[];
  /** Those of these variables that are kept, for the environment of a program that needs them. */
  environment(variables: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

const NAMES = 'lockkeeper.connections';

/** The connections of one repository. The note book knows names of variables only. */
export function createConnections(
  repository: string,
  { secrets, notes }: { readonly secrets: SecretStore; readonly notes: ConnectionIndex },
): Connections {
  const key = (variable: string) => `lockkeeper.connection ${variable} ${repository}`;
  const list = `${NAMES} ${repository}`;
  const kept = () => notes.get<readonly string[]>(list, []);
  const addressOf = async (variable: string) => secrets.get(key(variable));
  return {
    kept,
    addressOf,
    async keep(variable, address) {
      await secrets.store(key(variable), address);
      await notes.update(list, [...new Set([...kept(), variable])].toSorted());
    },
    async forget(variable) {
      await secrets.delete(key(variable));
      await notes.update(
        list,
        kept().filter((name) => name !== variable),
      );
    },
    async environment(variables) {
      const found = await Promise.all(variables.map(async (name) => [name, await addressOf(name)] as const));
      return Object.fromEntries(
        found.flatMap(([name, address]) => (address === undefined ? [] : [[name, address] as const])),
      );
    },
  };
}
