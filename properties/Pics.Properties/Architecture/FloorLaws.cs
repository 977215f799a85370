namespace Pics.Properties;

/// <summary>Each project is built in floors: a folder uses those below it and none above it, so no two use each other.</summary>
public class FloorLaws
{
    [Theory]
    [InlineData("Pics.Algebra")]
    [InlineData("Pics.Asking")]
    [InlineData("Pics.Numerics")]
    [InlineData("Pics.Host")]
    [InlineData("Pics.Laws")]
    public void A_folder_uses_only_those_below_it(string project)
    {
        var floors = Floors.Of(project);
        var heights = Enumerable.Range(0, floors.Length).ToDictionary(height => floors[height].Folder);
        Assert.DoesNotContain(FolderUses.Of(project), use => !use.IsOutside && heights[use.To] > heights[use.From]);
    }

    [Theory]
    [InlineData("Pics.Algebra")]
    [InlineData("Pics.Asking")]
    [InlineData("Pics.Numerics")]
    [InlineData("Pics.Host")]
    [InlineData("Pics.Laws")]
    public void The_floors_are_the_folders(string project) => Assert.Equal(
        FolderUses.Files(project).Where(file => file != "GlobalUsings.cs").Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/')).Distinct().Order(StringComparer.Ordinal),
        Floors.Of(project).Select(floor => floor.Folder).Order(StringComparer.Ordinal));

    [Fact]
    public void Uses_are_found_where_they_are() // the law would hold of sources in which nothing is found
    {
        var uses = FolderUses.Of("Pics.Algebra");
        Assert.Contains(uses, use => use is { From: "Passes", To: "Graphs", File: "Fold.cs", Type: "Dag" });
        Assert.Contains(uses, use => use is { From: "Errors", IsOutside: true });
        Assert.DoesNotContain(uses, use => use.To == ":TorchSharp");
    }

    [Fact]
    public void What_asks_knows_no_tensors()
    {
        Assert.Contains(FolderUses.Of("Pics.Numerics"), use => use is { From: "Engines/Registry", To: ":TorchSharp", File: "FusedEngine.cs" });
        var uses = FolderUses.Of("Pics.Asking");
        Assert.Contains(uses, use => use is { From: "Engines/Fused", To: "Engines/Fused/Kernels" });
        Assert.DoesNotContain(uses, use => use.To is ":TorchSharp" or ":Pics.Numerics");
    }
}
