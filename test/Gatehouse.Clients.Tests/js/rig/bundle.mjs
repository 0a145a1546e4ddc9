// Prints a page's script together with the libraries that it uses.
import { build } from 'esbuild';

const { outputFiles } = await build({ entryPoints: [process.argv[2]], bundle: true, minify: true, write: false });
process.stdout.write(outputFiles[0].text);
