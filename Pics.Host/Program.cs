using Pics.Host;

// The entry point of a program that another one refers to is kept when that one is compiled ahead of time, and so is all that it leads to.
return Parts.HasAll ? CommandLine.Start(args) : 1;
