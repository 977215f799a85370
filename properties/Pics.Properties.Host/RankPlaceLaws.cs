using Pics.Host;

namespace Pics.Properties;

/// <summary>Where ranks are, and what they get there.</summary>
public class RankPlaceLaws
{
    public static TheoryData<string, int, int, int, int> Machines => new()
    {
        { "a:0-7", 1, 0, 8, 8 },
        { "a:0-7 a:0-7", 2, 1, 4, 8 }, // both may use all
        { "a:0-3 a:4-7", 2, 1, 4, 8 }, // bound by the launcher
        { "a:0-7 b:0-3", 1, 0, 4, 4 }, // the smaller machine says how many
        { "a:0 a:0 a:0", 3, 2, 1, 1 },
        { "a:0,2,4 a:0-5", 2, 1, 1, 6 }, // what two may use counts half
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void Ranks_share_the_processors_that_they_may_use(string ranks, int here, int index, int threads, int processors)
    {
        ImmutableArray<(string, ImmutableArray<int>)> all = [.. ranks.Split(' ').Select(one => (one[..1], Affinity.Parse(one[2..])!.Value))];
        Assert.Equal(new RankPlace(here, index, threads, processors, IsUnbound: false), RankPlace.Of(all, all.Length - 1));
    }

    [Theory]
    [InlineData("a:0-7", null)]
    [InlineData("a:0-7 a:0-7", "4,5,6,7")]
    [InlineData("a:0,2,4 b:0-7 a:0,2,4", "2")]
    [InlineData("a:0-3 a:4-7", null)] // the launcher's
    [InlineData("a:0 a:0 a:0", null)] // too few
    public void Ranks_that_share_all_processors_keep_to_their_own(string ranks, string? expected)
    {
        ImmutableArray<(string, ImmutableArray<int>)> all = [.. ranks.Split(' ').Select(one => (one[..1], Affinity.Parse(one[2..])!.Value))];
        var found = RankPlace.Share(all, all.Length - 1);
        Assert.Equal(expected, found.IsEmpty ? null : string.Join(',', found));
    }

    [Theory]
    [InlineData("0-3,8", "0,1,2,3,8")]
    [InlineData(" 5 ", "5")]
    [InlineData("3-1", null)]
    [InlineData("", null)]
    [InlineData("a-b", null)]
    [InlineData("0-99999999", null)]
    [InlineData("1-2-3", null)]
    public void Lists_of_processors_are_read(string text, string? expected) => Assert.Equal(expected, Affinity.Parse(text) is { } found ? string.Join(',', found) : null);

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE OMPI_MCA_orte_bound_at_launch", true)]
    [InlineData("OMPI_COMM_WORLD_SIZE OMPI_MCA_hwloc_base_binding_policy", false)]
    [InlineData("OMPI_COMM_WORLD_SIZE OMPI_MCA_rmaps_base_mapping_policy", false)]
    [InlineData("OMPI_COMM_WORLD_SIZE PRTE_MCA_hwloc_default_binding_policy", false)]
    [InlineData("PMI_SIZE PMI_RANK", false)]
    public void Only_what_Open_MPI_does_by_itself_is_undone(string variables, bool isDefault) => Assert.Equal(isDefault, RankPlace.IsBoundByDefault(variables.Split(' ')));

    [Theory]
    [InlineData(null, 1, 0, null)]
    [InlineData(null, 2, 1, "1")]
    [InlineData("4,5", 2, 1, "5")]
    [InlineData("4", 2, 1, null)] // as Slurm gives each task its own
    [InlineData("GPU-a, GPU-b,GPU-c", 3, 2, "GPU-c")]
    public void Each_rank_sees_a_device_of_its_own(string? visible, int here, int index, string? expected) =>
        Assert.Equal(expected, RankPlace.DeviceOf(visible, new(here, index, 1, 8, IsUnbound: false)));

    [Fact]
    public void Too_many_threads_are_said()
    {
        Assert.DoesNotContain("from each other", new RankPlace(2, 0, 4, 8, IsUnbound: false).Explain(4), StringComparison.Ordinal);
        Assert.Contains("they take processors from each other, so give fewer --threads or ranks", new RankPlace(2, 0, 4, 8, IsUnbound: false).Explain(5), StringComparison.Ordinal);
        Assert.StartsWith("Each rank has 4 threads and keeps to processors of its own; ", (new RankPlace(2, 0, 4, 8, IsUnbound: false) with { IsKept = true }).Explain(4), StringComparison.Ordinal);
        Assert.Contains("which was undone (mpirun --bind-to core keeps it)", new RankPlace(2, 0, 4, 8, IsUnbound: true).Explain(4), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Processors_of_this_process_are_read_on_Linux()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "processors are read on Linux only");
        Assert.NotEmpty(Affinity.Read()!.Value);
    }
}
