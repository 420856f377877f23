/** A branch may be called `worktree`, which stands for the files on disk: whoever names it means the branch. */
export function namedCommit(name: string): string {
  return name === 'worktree' ? 'refs/heads/worktree' : name;
}
