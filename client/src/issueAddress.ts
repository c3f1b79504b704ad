// The address of a new issue with the versions in it. Pure; nothing of the user's configuration is asked for or told.

export interface Versions {
  readonly extension: string;
  readonly editor: string;
  /** `desktop`, a remote's name, `web` … */
  readonly host: string;
  readonly system: string;
  /** Version of the haproxy at hand, if one was found. */
  readonly haproxy: string | null;
  /** HAProxy branch that the open file is checked for, if one is open. */
  readonly target: string | null;
}

/** @param repository as in package.json: `https://…/owner/name.git` */
export function issueAddress(repository: string, v: Versions): string {
  const rows = [['Extension', v.extension], ['VS Code', `${v.editor} (${v.host})`], ['System', v.system], ['haproxy', v.haproxy ?? 'none found'], ['Checked for', v.target ?? 'no file open']] as const;
  const body = `<!-- What happened, and what should have happened? Lines of your configuration help; leave out what is secret. -->\n\n\n\n| | |\n|---|---|\n${rows.map(([k, x]) => `| ${k} | ${x.replace(/[|\r\n]/g, ' ')} |`).join('\n')}\n`;
  return `${repository.replace(/^git\+/, '').replace(/\.git$/, '')}/issues/new?body=${encodeURIComponent(body)}`;
}
