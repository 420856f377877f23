/**
 * The rooms of policy-core, from the ground up. An import, of a type too, may only lead to a room of a lower row:
 * rooms of one row do not know each other. ARCHITECTURE.md says what each is for.
 */
export const LAYERS = [
  ['model', 'answers'],
  ['parsers', 'policy'],
  ['engine', 'python-api'],
  ['change', 'hook'],
  ['paths'],
  ['documents', 'dependencies'],
  ['migrations'],
  ['database', 'generate'],
  ['deployment'],
  ['update'],
  ['checker'],
  ['report', 'editor', 'observe'],
];

/** The same for the rooms inside `migrations/`, which holds a third of the lines. */
export const LAYERS_OF_MIGRATIONS = [
  ['operations', 'functions'],
  ['sql', 'sqlalchemy'],
  ['alembic'],
  ['routines'],
  ['schema'],
  ['history'],
  ['analysis'],
  ['effects'],
  ['ownership'],
  ['facts'],
  ['explain', 'fixes'],
  ['rules'],
];

/**
 * The row of the room a file lies in; `undefined` for a file that lies in none.
 *
 * @param {string} room
 * @param {readonly (readonly string[])[]} layers
 */
export function rowOf(room, layers) {
  const row = layers.findIndex((rooms) => rooms.includes(room));
  return row === -1 ? undefined : row;
}
