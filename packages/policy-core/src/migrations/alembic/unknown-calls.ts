import type { PythonNode } from '../../parsers/parsers.ts';
import { argumentsOf, childIn, lastName, sourceOf } from '../../parsers/python/nodes.ts';
import { importedFunction } from '../../parsers/python/members.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { newBudget, origins, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { isOp } from './names.ts';
import { receiverOf } from './receivers.ts';
import { addUnclear, type Place, type InterpreterState } from './interpreter-state.ts';

/** Functions that are handed a connection, and change nothing. */
const ONLY_LOOKS = new Set(
  (
    'AsyncSession Inspector MetaData Operations Session Table all any bool cast configure dict dir enumerate ' +
    'execution_options from_engine getattr has_table hasattr id inspect isinstance iter len list next prepare ' +
    'print reflect repr scoped_session sessionmaker set sorted str super text tuple type vars connect_args ' +
    'enter_context debug error exception info log warn warning ' +
    // Of a dialect behind any name, and of pandas.
    'get_columns get_foreign_keys get_indexes get_table_names get_unique_constraints has_index has_sequence read_sql_table'
  ).split(' '),
);
/** What these modules do is known well enough, or is no business of the database. */
export const KNOWN_MODULES: ReadonlySet<string> = new Set(
  (
    '__future__ abc alembic argparse asyncio base64 bisect collections contextlib copy csv dataclasses datetime decimal ' +
    'enum functools gc geoalchemy2 hashlib heapq inspect io itertools json logging math operator os pathlib pprint psycopg2 ' +
    'random re secrets shutil sqlalchemy sqlalchemy_utils string struct structlog sys textwrap time tqdm traceback ' +
    'types typing typing_extensions uuid warnings yaml ' +
    // More of Python's own.
    'array ast atexit binascii bz2 codecs configparser difflib email errno fnmatch fractions getpass gettext glob gzip hmac ' +
    'html http ipaddress lzma mimetypes numbers optparse pickle platform shlex signal smtplib socket ssl statistics tarfile ' +
    'tempfile timeit tomllib unicodedata urllib weakref xml zipfile zlib zoneinfo ' +
    // They work in memory, and know no database.
    'PIL arrow attr attrs babel bcrypt bs4 cachetools chardet colorama cryptography dateutil emoji faker hashids humanize ' +
    'itsdangerous jinja2 jmespath jose jsonschema jwt loguru lxml markdown markupsafe marshmallow more_itertools msgpack ' +
    'nacl nanoid networkx numpy orjson packaging passlib pendulum phonenumbers psutil pycountry pydantic pygments pytz ' +
    'regex rich ruamel shapely shortuuid simplejson six slugify sortedcontainers tabulate tenacity termcolor toml tomli ' +
    'ujson ulid unidecode xxhash zstandard ' +
    // They ask and tell other services, or whoever sits there.
    'boto3 botocore click httpx redis requests sentry_sdk stripe typer urllib3'
  ).split(' '),
);

/** Functions of a project, and of other packages, whose names say what they set up: settings and logs. */
const SETS_UP = new Set([
  'configure_logging',
  'load_dotenv',
  'register_cli_opt',
  'register_cli_opts',
  'register_opt',
  'register_opts',
  'setup_logging',
]);

/** A call for its own sake: a function of the project that is given nothing may reach the database by itself. */
export function followBareCall(state: InterpreterState, call: PythonNode, place: Place): void {
  const { file, names } = state;
  const callee = childIn(call, 'function');
  if (callee === undefined || setsUpOrLooks(lastName(file, callee) ?? '')) return;
  // It was followed, and changes nothing.
  if (importedFunction(file, { node: callee, scope: place.scope }) !== undefined) return;
  const named = fullName(file, { node: callee, scope: place.scope });
  if (named?.from !== 'imported' || KNOWN_MODULES.has(named.path.split('.')[0] ?? '')) return;
  if (isOp(file, names, childIn(callee, 'object'))) return;
  addUnclear(state, place, {
    at: call,
    problem: `what ${sourceOf(file, callee).slice(0, 60)} does is not known`,
  });
}

function setsUpOrLooks(name: string): boolean {
  return ONLY_LOOKS.has(name) || SETS_UP.has(name);
}

const RUNS_PYTHON = new Set(['exec', 'eval']);

/** A function that the file does not define. It matters when it is handed what can change the database. */
export function followUnknownCall(
  state: InterpreterState,
  { call, name }: { readonly call: PythonNode; readonly name: string | undefined },
  place: Place,
): void {
  const { file } = state;
  if (name !== undefined && RUNS_PYTHON.has(name)) {
    return addUnclear(state, place, { at: call, problem: `${name} runs code that is not known` });
  }
  if (name === 'drop_table') {
    return addUnclear(state, place, { at: call, problem: 'nobody knows what drop_table is' });
  }
  const callee = childIn(call, 'function');
  if (callee === undefined || onlyLooks(file, { node: callee, scope: place.scope })) return;
  const { positional, keywords } = argumentsOf(file, call);
  const handed = [...positional, ...keywords.values()].find((node) => changesDatabase(state, node, place));
  if (handed === undefined) return;
  const problem = `what ${sourceOf(file, callee).slice(0, 60)} does with ${sourceOf(file, handed).slice(0, 60)} is not known`;
  addUnclear(state, place, { at: call, problem });
}

/** `sessionmaker()(bind=connection)` makes a session, and what that does is followed. */
function onlyLooks(file: TracedFile, { node: callee, scope }: PythonValue): boolean {
  if (callee.type === 'call') return MAKES_SESSIONS.has(lastName(file, childIn(callee, 'function')) ?? '');
  return ONLY_LOOKS.has(lastName(file, callee) ?? '') || isReflection(file, { node: callee, scope });
}

/** `bind.dialect.get_pk_constraint(bind, "orders")`: all that a dialect gets from the database, and asks it for. */
function isReflection(file: TracedFile, { node: callee, scope }: PythonValue): boolean {
  const dialect = childIn(callee, 'object');
  if (dialect === undefined || !/^(?:get|has)_/.test(lastName(file, callee) ?? '')) return false;
  return origins(file, { node: dialect, scope }, newBudget()).every(
    ({ node }) => node.type === 'attribute' && lastName(file, node) === 'dialect',
  );
}

const MAKES_SESSIONS = new Set(['sessionmaker', 'async_sessionmaker', 'scoped_session']);

function changesDatabase(state: InterpreterState, node: PythonNode, place: Place): boolean {
  if (!VALUES.has(node.type)) return false;
  const { kind } = receiverOf(state, node, place);
  return kind === 'op' || kind === 'batch' || kind === 'connection' || kind === 'session';
}

const VALUES = new Set(['identifier', 'attribute', 'call', 'parenthesized_expression']);
