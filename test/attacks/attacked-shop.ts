import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { temporaryRepository } from '../../packages/host-node/src/testing/temporary-repository.ts';
import type { Attack, AttackedRepository } from './attack.ts';
import { SHOP_FILES } from './shop-policy.ts';

export const AGENT = { login: 'claude[bot]', id: 209_825_114, type: 'Bot' } as const;
export const HUMAN = { login: 'ada', id: 1, type: 'User' } as const;

export interface AttackedShop {
  readonly root: string;
  readonly base: string;
  readonly head: string;
}

/** A repository like the one of the first policies, with the attack committed on its branch. */
export function attackedShop({ branch, by, deed, isPush }: Attack): AttackedShop {
  const repository = temporaryRepository();
  const base = repository.commit(SHOP_FILES);
  if (isPush === undefined) repository.git('switch', '--quiet', '--create', branch);
  const attacked = { ...repository, ...deeds(repository, by) };
  deed(attacked);
  attacked.save();
  return { root: repository.root, base, head: repository.git('rev-parse', 'HEAD') };
}

function deeds(
  { root, git }: Pick<AttackedRepository, 'root' | 'git'>,
  by: Attack['by'],
): Omit<AttackedRepository, 'root' | 'git' | 'write' | 'commit'> {
  const at = (file: string) => path.join(root, file);
  const person = by === 'agent' ? 'Claude <noreply@anthropic.com>' : 'Ada <ada@example.com>';
  return {
    save: (message = 'Work') => {
      // What a deed put into the index alone has no file; staging all would take it out again.
      if (git('diff', '--cached', '--name-only') === '') git('add', '--all');
      git('commit', '--quiet', '--allow-empty', `--author=${person}`, `--message=${message}`);
    },
    remove: (file) => rmSync(at(file), { recursive: true }),
    move: (from, to) => {
      mkdirSync(path.dirname(at(to)), { recursive: true });
      renameSync(at(from), at(to));
    },
    link: (file, target) => symlinkSync(target, at(file)),
    append: (file, text) => appendFileSync(at(file), text),
    cacheInfo: (before, name) =>
      void execFileSync('git', ['-C', root, 'update-index', '-z', '--index-info'], {
        input: Buffer.concat([Buffer.from(before), name, Buffer.from([0])]),
      }),
  };
}
