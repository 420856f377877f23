import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** What Python says of a text. */
export interface PythonVerdict {
  readonly isToml: boolean;
  /** Numbers and times as `null`, which JSON cannot carry whole; absent for what is no TOML. */
  readonly value?: unknown;
  /** Whether it is a lock of the standard form to packaging; `null` where this one cannot tell. */
  readonly isLock: boolean | null;
}

/** The folder that a newer pip can be imported from, instead of the one of this machine. */
const PIP_PATH = process.env['LOCKKEEPER_PIP_PATH'];

const ASK = `
import json, sys, tomllib, logging
logging.disable(logging.CRITICAL)
try:
    from pip._vendor.packaging.pylock import Pylock
except ImportError:
    Pylock = None

def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, bool)) else None

def is_lock(value):
    try:
        Pylock.from_dict(value)
        return True
    except Exception:
        return False

def verdict(text):
    try:
        value = tomllib.loads(text)
    except Exception:
        return {"isToml": False, "isLock": False if Pylock else None}
    return {"isToml": True, "value": plain(value), "isLock": is_lock(value) if Pylock else None}

print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))
`;

/** In the order of the texts. `undefined` where there is no Python 3.11 or later. */
export function askPython(texts: readonly string[]): readonly PythonVerdict[] | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', ASK], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, PYTHONUTF8: '1', ...(PIP_PATH === undefined ? {} : { PYTHONPATH: PIP_PATH }) },
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}
