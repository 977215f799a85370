module Pics.Properties.FSharp.Patterns
