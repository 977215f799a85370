module Pics.Properties.FSharp.InteropTests
