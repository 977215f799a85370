namespace Pics.Properties;

/// <summary>The versions that an ELF library asks for are changed where they stand, and nowhere else.</summary>
public class VersionNeedsTests
{
    private const int Flags = 4; // of an entry of the table, behind the hash of the version's name

    private static string? Library => new[] { "", "runtimes/linux-x64/native" }
        .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, "libLibTorchSharp.so"))
        .FirstOrDefault(File.Exists);

    [SkippableFact]
    public void Exactly_one_flag_of_TorchSharps_library_changes()
    {
        Skip.If(Library is null, "this is not Linux");
        var before = File.ReadAllBytes(Library);
        var after = VersionNeeds.Weakened(before, VersionNeeds.Newest)!;
        var place = Assert.Single(Enumerable.Range(0, before.Length), place => before[place] != after[place]);
        Assert.Equal((0, 2), (before[place], after[place]));
        Assert.Equal(Hash(VersionNeeds.Newest), BitConverter.ToUInt32(after, place - Flags));
        Assert.Equal(after, VersionNeeds.Weakened(after, VersionNeeds.Newest));
    }

    [SkippableFact]
    public void A_version_that_is_not_asked_for_changes_nothing()
    {
        Skip.If(Library is null, "this is not Linux");
        Assert.Null(VersionNeeds.Weakened(File.ReadAllBytes(Library), "GLIBCXX_9.9"));
        Assert.Null(VersionNeeds.Weakened(File.ReadAllBytes(Library), "GLIBCXX_3.4.3"));
    }

    [SkippableFact]
    public void Libraries_that_were_cut_or_changed_are_accepted_or_refused()
    {
        Skip.If(Library is null, "this is not Linux");
        var library = File.ReadAllBytes(Library);
        Assert.Null(VersionNeeds.Weakened([], VersionNeeds.Newest));
        foreach (var length in new[] { 3, 4, 5, 0x3D, 0x1000, library.Length - 64 }) Assert.Null(VersionNeeds.Weakened(library.AsSpan(0, length), VersionNeeds.Newest));
        for (var place = 0; place < 64; place++)
        {
            var changed = library.ToArray();
            changed[place] ^= 0xFF;
            Assert.True(VersionNeeds.Weakened(changed, VersionNeeds.Newest) is null or { Length: > 0 });
        }
    }

    /// <summary>The hash of symbol names in ELF.</summary>
    private static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var top = hash & 0xf0000000;
            hash = (hash ^ (top >> 24)) & ~top;
        }

        return hash;
    }
}
