/**
 * How V8 runs the server. By itself it lets the heap grow with the memory of the machine: some 500 MB resident where 300
 * do as well. A gigabyte is ten times what the server holds.
 */
export const SERVER_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=1024'];
