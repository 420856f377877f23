import { shellCommand } from '../../model/shell-command.ts';
import { headerLine, type Generation } from '../../generate/generated-file.ts';
import { UPDATE_CONFIG_PATH } from '../config/update-config.ts';
import { hostUnits, systemdUnits, type UnitPlace, type UnitSettings } from './systemd-units.ts';

/** The units that update a service, and a program that does it step by step, below `systemd/` and `scripts/`. */
export function generateSystemd(place: UnitPlace, settings: UnitSettings): Generation {
  const made = systemdUnits(place, settings);
  if (made.kind === 'problem') return made;
  const header = headerLine(commandFor(place), UPDATE_CONFIG_PATH);
  const names = made.units.map(({ name }) => name);
  return {
    kind: 'files',
    files: [
      ...made.units.map(({ name, text }) => ({ path: `systemd/${name}`, text: `${header}\n${text}` })),
      {
        path: 'scripts/bot_update.py',
        text: `#!/usr/bin/env python3\n${header}\n${stepByStep(place, settings)}`,
        isExecutable: true,
      },
    ],
    unwanted: hostUnits(place.profile, settings.restart_by).unwanted.map((name) => `systemd/${name}`),
    next: [
      'sudo cp systemd/lockkeeper-* /etc/systemd/system/ && sudo systemctl daemon-reload',
      `sudo systemctl enable ${names.filter((name) => name.startsWith('lockkeeper-recover-')).join(' ')}`,
      `sudo systemctl enable --now ${names.filter((name) => /\.(?:timer|path)$/.test(name)).join(' ')}`,
    ],
  };
}

/** What writes the same again. */
function commandFor({ profile, user, root, program }: UnitPlace): string {
  const place = ['--profile', profile, '--user', user, '--service-root', root];
  const words = ['lockkeeper', 'generate', 'systemd', ...place, '--program', shellCommand(program)];
  return shellCommand(words);
}

/** It starts Lockkeeper, and does nothing else. */
function stepByStep({ program, profile }: UnitPlace, { strategy }: UnitSettings): string {
  const words = [...program, 'update', 'run', '--interactive', '--profile', profile];
  return `"""Updates the service step by step, and asks before each step that changes something."""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve()
${strategy === 'releases' ? BESIDE_LINK : 'ROOT = HERE.parents[1]'}
WORDS = ${JSON.stringify(words)}
try:
    os.execvp(WORDS[0], [*WORDS, "--root", str(ROOT), *sys.argv[1:]])
except OSError as error:
    sys.exit(f"{WORDS[0]} cannot be run: {error.strerror}. Install it, or name another one: lockkeeper generate systemd --program.")
`;
}

/** The program lies in the folder of a version, or beside the link to it. */
const BESIDE_LINK = `ROOT = next((folder for folder in HERE.parents if (folder / "current").is_symlink()), None)
if ROOT is None:
    sys.exit(f"{HERE} lies in no service. Put it below the folder of the link current.")`;
