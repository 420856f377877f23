/** A clause: what tells that an agent is at work. */
export const CLAUDE_CODE_SIGN = 'the hook of Claude Code runs it';
