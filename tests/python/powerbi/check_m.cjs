// node check_m.cjs: parse named Power Query expressions, given as JSON on standard input, and
// print the problems as a JSON list. NODE_PATH says where the parser is.
const { DefaultSettings, TaskUtils } = require("@microsoft/powerquery-parser");

async function main() {
  const expressions = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const problems = [];
  for (const [name, text] of Object.entries(expressions)) {
    const task = await TaskUtils.tryLexParse(DefaultSettings, text);
    if (TaskUtils.isError(task)) {
      problems.push(`${name}: ${task.error.message}`);
    }
  }
  console.log(JSON.stringify(problems));
}

main();
