import type { MarkerQuestion } from './marker-comparison.ts';

/** Whether it is a variable whose values are words without an order, such as `linux`. */
export function isTextVariable(key: string): boolean {
  return KNOWN.has(key);
}

/**
 * The values on which the answer may turn: the text itself or, for `in`, the words of it and the known
 * values within. What is merely a part of a word is no value: `in` finds `win` in `darwin`.
 */
export function valuesNamedBy({ key, operator, text, isTextLeft }: MarkerQuestion): readonly string[] {
  if (isTextLeft || (operator !== 'in' && operator !== 'not in')) return [text];
  const known = (KNOWN.get(key) ?? []).filter((value) => text.includes(value));
  return [...text.split(/[^\w.+-]/).filter((word) => word !== ''), ...known];
}

/** What holds of a value that no marker names. `undefined` where that may differ from value to value. */
export function answerOfOther({ operator, isTextLeft }: MarkerQuestion): boolean | undefined {
  switch (operator) {
    case 'in':
    case 'not in':
      return isTextLeft ? undefined : operator === 'not in';
    case '~=':
    case '===':
      return undefined;
    default:
      return operator === '!=';
  }
}

/** What Python is known to say: in other words, such as those of `in`, these count too. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    os_name: 'posix nt java ce os2 riscos',
    sys_platform:
      'linux linux2 linux3 darwin win32 cygwin msys aix android ios wasi emscripten java cli freebsd netbsd openbsd sunos sunos5 os2 riscos',
    platform_system:
      'Linux Darwin Windows Java Android iOS iPadOS FreeBSD NetBSD OpenBSD SunOS AIX Emscripten CYGWIN_NT Haiku GNU',
    platform_machine:
      'x86_64 AMD64 amd64 x86 i386 i486 i586 i686 ia64 aarch64 arm64 ARM64 arm armv5 armv6 armv6l armv7 armv7l armv8 armv8l ppc ppc64 ppc64le s390 s390x riscv64 mips mips64 loongarch64 sparc wasm32',
    implementation_name: 'cpython pypy jython ironpython graalpy micropython rustpython',
    platform_python_implementation: 'CPython PyPy Jython IronPython GraalVM MicroPython RustPython',
  }).map(([key, values]) => [key, values.split(' ')]),
);
