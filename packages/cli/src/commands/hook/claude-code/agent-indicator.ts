/** A clause: what tells that an agent is at work. */
export const CLAUDE_CODE_INDICATOR = 'the hook of Claude Code runs it';
