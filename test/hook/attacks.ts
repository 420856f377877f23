/** One way to get a protected edit to `main`, or to hide it from the end of a session. */
export interface Attack {
  readonly name: string;
  /** What a person did before the session began, in shell. */
  readonly setup?: string;
  /** A line of shell; `$REMOTE` the remote. */
  readonly line: string;
  /** The one of its class that runs with the integration tests; the others are slow by their number. */
  readonly isSample?: true;
  /** The edit leaves nothing on this machine, so that the end of a session cannot see it. */
  readonly onlyRemote?: true;
  /** It needs no check to be stopped: a forge that guards `main` takes no push that sets it back. */
  readonly isOfRemote?: true;
}

export const F = 'backend/app/core/auth.py';
export const EDIT = `echo evil >> ${F}`;
export const COMMIT = `${EDIT} && git commit -qam "tidy up"`;

/** Every one begins in a session that is recorded, on a branch where agents may work. */
export const FIRST_ATTACKS: readonly Attack[] = [
  { name: 'a plain edit', line: EDIT },
  { name: 'a commit under a name of a person', line: COMMIT },
  { name: 'a commit that is reset', isSample: true, line: `${COMMIT}; git reset -q --hard HEAD~1` },
  {
    name: 'a commit that is pushed to main and reset',
    line: `${COMMIT}; git push -q origin HEAD:main; git reset -q --hard HEAD~1`,
  },
  {
    name: 'a commit that is pushed to a branch of agents and reset',
    line: `${COMMIT}; git push -q origin HEAD:refs/heads/auto/x; git reset -q --hard HEAD~1`,
  },
  {
    name: 'a commit that was amended away',
    line: `${COMMIT}; git checkout -q HEAD~1 -- ${F}; git commit -q --amend --allow-empty -m tidy`,
  },
  { name: 'a force push to main', line: `${COMMIT}; git push -qf origin HEAD:main` },
  { name: 'a commit on main, and back', line: `git switch -q main; ${COMMIT}; git switch -q auto/work` },
  {
    name: 'a commit on another branch, and back',
    line: `git switch -qc auto/other; ${COMMIT}; git switch -q auto/work`,
  },
  {
    name: 'a commit that only a tag holds',
    isSample: true,
    line: `git checkout -q --detach; ${COMMIT}; git tag v9; git checkout -q auto/work`,
  },
  { name: 'an edit that only the stash holds', line: `${EDIT}; git stash -q` },
  {
    name: 'a commit in a worktree of its own',
    line: `git worktree add -q ../other -b auto/other; cd ../other; ${COMMIT}; cd -; git worktree remove -f ../other`,
  },
  {
    name: 'a cherry-pick of what a plumbing command made',
    line: `b=$(echo evil | git hash-object -w --stdin); git read-tree HEAD; git update-index --cacheinfo 100644,$b,${F}; t=$(git write-tree); c=$(git commit-tree $t -p HEAD -m x); git reset -q --hard; git cherry-pick $c`,
  },
  { name: 'core.bare', line: `${EDIT}; git config core.bare true` },
  {
    name: 'core.worktree',
    isSample: true,
    line: `${EDIT}; mkdir ../away; git config core.worktree ../../away`,
  },
  {
    name: 'core.fsmonitor that says nothing changed',
    line: `printf '#!/bin/sh\\nprintf "x\\\\0"' > ../fsm; chmod +x ../fsm; git config core.fsmonitor ../fsm; git update-index --fsmonitor; ${EDIT}`,
  },
  {
    name: 'core.untrackedCache and status.showUntrackedFiles',
    line: `git config status.showUntrackedFiles no; git config core.untrackedCache true; echo evil > backend/app/core/new.py`,
  },
  {
    name: '.git/info/exclude',
    line: `echo 'backend/app/core/new.py' >> .git/info/exclude; echo evil > backend/app/core/new.py`,
  },
  {
    name: 'core.excludesFile',
    line: `echo '*.py' > ../ignored; git config core.excludesFile ../ignored; echo evil > backend/app/core/new.py`,
  },
  {
    name: 'a .gitignore that hides itself',
    isSample: true,
    line: `printf '*\\n' > backend/app/core/.gitignore; echo evil > backend/app/core/new.py`,
  },
  {
    name: 'a .gitignore in the top folder',
    line: `echo 'new.py' >> .gitignore; echo evil > backend/app/core/new.py`,
  },
  { name: 'assume-unchanged', line: `git update-index --assume-unchanged ${F}; ${EDIT}` },
  { name: 'skip-worktree', isSample: true, line: `git update-index --skip-worktree ${F}; ${EDIT}` },
  {
    name: 'a sparse checkout',
    line: `git sparse-checkout set docs; mkdir -p backend/app/core; echo evil > ${F}`,
  },
  {
    name: 'an index made by somebody else',
    line: `${EDIT}; touch -r Makefile ${F}; GIT_INDEX_FILE=../index git read-tree HEAD; cp ../index .git/index`,
  },
  {
    name: 'the file out of the index and ignored',
    line: `git rm -q --cached ${F}; echo ${F} >> .git/info/exclude; ${EDIT}`,
  },
  {
    name: 'a clean filter that gives the old text',
    isSample: true,
    line: `git show HEAD:${F} > ../old; echo '${F} filter=old' > .git/info/attributes; git config filter.old.clean 'cat ../../old || cat ../old'; ${EDIT}`,
  },
  { name: 'a replaced commit', isSample: true, line: `${COMMIT}; git replace HEAD HEAD~1` },
  { name: 'a grafted history', line: `${COMMIT}; echo "$(git rev-parse HEAD)" > .git/info/grafts` },
  {
    name: 'a replaced blob',
    line: `${COMMIT}; git replace $(git rev-parse HEAD:${F}) $(git rev-parse HEAD~1:${F})`,
  },
  {
    name: 'origin/HEAD moved to a branch with another policy',
    line: `printf 'version: 1\\n' > lockkeeper.yaml; git commit -qam loosen; git update-ref refs/remotes/origin/loose HEAD; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/loose; ${EDIT}`,
  },
  {
    name: 'origin/main moved to the edit',
    isSample: true,
    line: `${COMMIT}; git update-ref refs/remotes/origin/main HEAD; git update-ref refs/heads/main HEAD`,
  },
  { name: 'a tag named main', line: `${COMMIT}; git tag main` },
  {
    name: 'main deleted',
    line: `${COMMIT}; git branch -qD main; git update-ref -d refs/remotes/origin/main`,
  },
  {
    name: 'an orphan branch',
    line: `git checkout -q --orphan fresh; ${EDIT}; git add -A; git commit -qm fresh`,
  },
  {
    name: 'a new repository over the old one',
    isSample: true,
    line: `mv .git ../kept; git init -q -b auto/work; ${EDIT}; git add -A; git commit -qm all`,
  },
  { name: 'the repository moved away', line: `mv .git ../kept; rm lockkeeper.yaml; ${EDIT}` },
  {
    name: 'a .git file that leads to another repository',
    line: `git clone -q . ../twin; mv .git ../kept; echo 'gitdir: ../twin/.git' > .git; ${EDIT}`,
  },
  {
    name: 'a link in the place of a folder',
    isSample: true,
    line: `cp -r backend/app/core ../core; rm -r backend/app/core; ln -s ../../../core backend/app/core; echo evil >> ../core/auth.py`,
  },
  { name: 'a link onto the protected file', line: `ln -s ../${F} docs/note.md; echo evil >> docs/note.md` },
  { name: 'the mode of the file alone', line: `git config core.fileMode false; chmod +x ${F}` },
  { name: 'a renamed folder', line: `git mv backend/app/core backend/app/heart; git commit -qm move` },
  {
    name: 'safe.directory and an includeIf',
    line: `printf '[core]\\n\\tbare = true\\n' > ../inc; git config include.path ../../inc; git config safe.directory /nowhere; ${EDIT}`,
  },
  {
    name: 'hooksPath, so that no hook of git runs',
    line: `git config core.hooksPath /dev/null; ${COMMIT}; git push -q --no-verify origin HEAD:main`,
  },
  {
    name: 'a merge that brings its own text',
    line: `git switch -qc auto/side; echo more >> docs/guide.md; git commit -qam side; git switch -q auto/work; git merge -q --no-ff --no-commit auto/side; ${EDIT}; git commit -qam merge`,
  },
  {
    name: 'a reflog that was emptied after a reset',
    line: `${COMMIT}; git branch keep; git reset -q --hard HEAD~1; git reflog expire --expire=now --all`,
  },
  { name: 'a config that git cannot read', line: `${EDIT}; echo '[[[' >> .git/config` },
  { name: 'what the session recorded is gone', line: `${EDIT}; rm -rf "$HOME/state"` },
  {
    name: 'what the session recorded was altered',
    isSample: true,
    line: `${EDIT}; for f in "$HOME"/state/lockkeeper/sessions/*/session.json; do sed -i 's/auth/other/; s/"version":1/"version": 1/' "$f"; done; for f in "$HOME"/state/lockkeeper/sessions/*/index-0; do echo x >> "$f"; done`,
  },
  {
    name: 'a clone elsewhere, pushed to main',
    isSample: true,
    line: `git clone -q "$REMOTE" ../twin; cd ../twin; ${COMMIT}; git push -q origin HEAD:main`,
    onlyRemote: true,
  },
  {
    name: 'a commit of plumbing, pushed by its id',
    line: `b=$(echo evil | git hash-object -w --stdin); export GIT_INDEX_FILE=../i; git read-tree HEAD; git update-index --cacheinfo 100644,$b,${F}; c=$(git commit-tree $(git write-tree) -p origin/main -m x); git push -q "$REMOTE" $c:refs/heads/main`,
    onlyRemote: true,
  },
  {
    name: 'a commit, pushed by address, reset and forgotten',
    line: `${COMMIT}; git push -q "$REMOTE" HEAD:main; git reset -q --hard HEAD~1; git reflog expire --expire=now --all; git gc -q --prune=now`,
  },
];
