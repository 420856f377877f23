import type { UtilityStatement, SessionStatement } from '../operations/utility-statement.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { flagIn, listIn, nodeIn, stringIn, textIn } from './nodes.ts';

/** SET and RESET; `undefined` for SET TRANSACTION and the like, which set nothing that outlasts it. */
export function settingDeed(node: SqlNode, scope?: 'stored' | 'system'): UtilityStatement | undefined {
  const own = flagIn(node, 'is_local') ? 'local' : 'session';
  if (node['kind'] === 'VAR_RESET_ALL') {
    return { kind: 'set-parameter', name: 'all', value: 'default', scope: scope ?? 'session' };
  }
  const name = textIn(node, 'name')?.toLowerCase();
  if (name === undefined || !SETS.has(node['kind'])) return undefined;
  return { kind: 'set-parameter', name, value: settingValue(node), scope: scope ?? own };
}

const SETS: ReadonlySet<SqlValue | undefined> = new Set([
  'VAR_RESET',
  'VAR_SET_CURRENT',
  'VAR_SET_DEFAULT',
  'VAR_SET_VALUE',
]);

/** FROM CURRENT sets what is set already, whatever that is. */
function settingValue(node: SqlNode): { readonly text: string } | 'default' | undefined {
  switch (node['kind']) {
    case 'VAR_SET_VALUE':
      return { text: writtenValue(node) };
    case 'VAR_SET_DEFAULT':
    case 'VAR_RESET':
      return 'default';
    default:
      return undefined;
  }
}

/** ALTER SYSTEM. */
export function systemSettingDeed(node: SqlNode): UtilityStatement | undefined {
  const setting = nodeIn(node, 'setstmt');
  return setting && settingDeed(setting, 'system');
}

/** ALTER DATABASE ... SET, ALTER ROLE ... SET. */
export function storedSettingDeed(node: SqlNode): UtilityStatement | undefined {
  const setting = nodeIn(node, 'setstmt');
  return setting && settingDeed(setting, 'stored');
}

/** DISCARD ALL resets every setting, DISCARD TEMP and the others none. */
export function discardDeed(node: SqlNode): UtilityStatement | undefined {
  if (node['target'] !== 'DISCARD_ALL') return undefined;
  return { kind: 'set-parameter', name: 'all', value: 'default', scope: 'session' };
}

/** `undefined`: the function is another one. An argument that is no literal leaves open what it sets. */
export function setConfigDeed(call: SqlNode | undefined): UtilityStatement | undefined {
  const name = listIn(call, 'funcname').map(stringIn).at(-1);
  if (name?.toLowerCase() !== 'set_config') return undefined;
  const [parameter, value, isLocal] = listIn(call, 'args').map((item) => nodeIn(item, 'A_Const'));
  const local = nodeIn(isLocal, 'boolval')?.['boolval'] === true;
  const text = constantText(value);
  return {
    kind: 'set-parameter',
    name: textIn(nodeIn(parameter, 'sval'), 'sval')?.toLowerCase(),
    value: text === undefined ? undefined : { text },
    scope: local ? 'local' : 'session',
  };
}

function writtenValue(node: SqlNode): string {
  return listIn(node, 'args')
    .map((item) => constantText(nodeIn(item, 'A_Const')) ?? '?')
    .join(', ');
}

function constantText(constant: SqlNode | undefined): string | undefined {
  const text = textIn(nodeIn(constant, 'sval'), 'sval') ?? textIn(nodeIn(constant, 'fval'), 'fval');
  if (text !== undefined) return text;
  const number = nodeIn(constant, 'ival');
  // A zero is left out of the tree, and so is `false`.
  if (number !== undefined) return `${typeof number['ival'] === 'number' ? number['ival'] : 0}`;
  const flag = nodeIn(constant, 'boolval');
  return flag && `${flagIn(flag, 'boolval')}`;
}

type Transaction = Extract<SessionStatement, { readonly kind: 'transaction' }>['what'];

const TRANSACTIONS: ReadonlyMap<SqlValue | undefined, Transaction> = new Map([
  ['TRANS_STMT_BEGIN', 'begin'],
  ['TRANS_STMT_START', 'begin'],
  ['TRANS_STMT_COMMIT', 'commit'],
  ['TRANS_STMT_ROLLBACK', 'rollback'],
  ['TRANS_STMT_SAVEPOINT', 'savepoint'],
  ['TRANS_STMT_RELEASE', 'release'],
  ['TRANS_STMT_ROLLBACK_TO', 'rollback-to'],
  ['TRANS_STMT_PREPARE', 'prepare'],
  ['TRANS_STMT_COMMIT_PREPARED', 'two-phase'],
  ['TRANS_STMT_ROLLBACK_PREPARED', 'two-phase'],
]);

export function transactionDeed(node: SqlNode): UtilityStatement | undefined {
  const what = TRANSACTIONS.get(node['kind']);
  return what && { kind: 'transaction', what, chain: flagIn(node, 'chain') };
}
