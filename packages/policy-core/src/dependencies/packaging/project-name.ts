/** A project name as pip compares it (PEP 503): lower case, runs of `-`, `_` and `.` become one `-`. */
export function normalizedProject(name: string): string {
  return isNormalizedProject(name) ? name : name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

/** Whether a name is one that is valid and already stands as PEP 503 compares it. */
export function isNormalizedProject(name: string): boolean {
  let previous = HYPHEN;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code === HYPHEN ? previous === HYPHEN : !isSmallLetter(code) && !isDigit(code)) return false;
    previous = code;
  }
  return previous !== HYPHEN;
}

/** Whether a name may be given to a project: ASCII letters and digits, with `.`, `_` and `-` inside. */
export function isProjectName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name);
}

const HYPHEN = 0x2d;

function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
