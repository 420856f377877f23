import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** In place of git: what it checks out in the service has one old file for some seconds more, as on a slow disk. */
const SLOW_GIT = `#!/bin/sh
PATH=\${PATH#*:}
case " $* " in
  *" checkout --quiet --no-overwrite-ignore --detach "*) ;;
  *) exec git "$@" ;;
esac
before=$(cat "$ROOT/second.mjs")
git "$@" || exit
printf '%s\\n' "$before" > "$ROOT/second.mjs"
sleep 4
exec git -C "$ROOT" checkout --quiet -- second.mjs
`;

/** @param programs a folder in which programs are looked for before all others */
export function slowGit(programs: string, root: string): void {
  writeFileSync(path.join(programs, 'git'), SLOW_GIT.replaceAll('$ROOT', root), { mode: 0o755 });
}
