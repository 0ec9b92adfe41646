const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? ".";
  const words = workspace.getConfiguration("haliax-mypy").get("command");
  const [command, ...args] = words.map((word) => word.replaceAll("${workspaceFolder}", folder));
  const documentSelector = [{ scheme: "file", language: "python" }];
  client = new LanguageClient("haliax-mypy", "haliax-mypy", { command, args }, { documentSelector });
  return client.start();
};

exports.deactivate = () => client?.stop();
