/** Whoever looks at it chose light or dark. */
export const SVG_STYLE = `
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --accent: #0969da; --alarm: #b35900; }
.lane0 { --line: #57606a; } .lane1 { --line: #8250df; } .lane2 { --line: #1a7f37; }
.lane3 { --line: #bf3989; } .lane4 { --line: #9a6700; } .lane5 { --line: #0550ae; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #e6edf3; --faint: #9198a1; --accent: #58a6ff; --alarm: #e3b341; }
  .lane0 { --line: #8b949e; } .lane1 { --line: #bc8cff; } .lane2 { --line: #3fb950; }
  .lane3 { --line: #f778ba; } .lane4 { --line: #d29922; } .lane5 { --line: #79c0ff; }
}
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: var(--ink); }
.name { font-weight: bold; } .id { font-weight: bold; } .mark { fill: var(--accent); } .note { fill: var(--alarm); }
.paper { fill: var(--paper); } .line { fill: none; stroke: var(--line); stroke-width: 2; }
.depends { fill: none; stroke: var(--faint); stroke-width: 1.5; stroke-dasharray: 3 4; }
.dot { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
.dot.head { fill: var(--ink); } .dot.new { stroke: var(--accent); } .dot.head.new { fill: var(--accent); }
`;
