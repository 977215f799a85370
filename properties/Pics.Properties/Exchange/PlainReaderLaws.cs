using System.Runtime.InteropServices;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>An exported circuit is read into plain memory as it was, without a tensor.</summary>
[Collection(TensorTests.Name)]
[Properties(MaxTest = 100)]
public class PlainReaderLaws
{
    [Fact]
    public void What_is_read_has_the_numbers_that_were_exported()
    {
        using var folder = new TemporaryFolder();
        foreach (var given in ExportCase.All())
            given.Use((stored, export) =>
            {
                ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
                ExportCase.Get(SafetensorsExport.Write(folder["c.safetensors"], export, ImmutableSortedDictionary<string, string>.Empty));
                foreach (var name in new[] { "c.npz", "c.safetensors" })
                {
                    var before = TensorTests.Settle();
                    var found = ExportCase.Get(QpcReader.Read(folder[name]));
                    Assert.Equal(before, Tensor.TotalCount);
                    using var model = found.Model;
                    Assert.Equal((true, export.Rule, stored.Settings.Double, export.Model.IsNormalised), (model.IsFixed, model.Rule, model.Settings.Double, model.IsNormalised));
                    Assert.Empty(found.Notes);
                    Assert.Equal(found.Rounded, ExportCase.Get(QpcImport.Read(folder[name])).Rounded);
                    using var numbers = Get(model.Numbers(export.Model.Circuit.Rule));
                    foreach (var group in numbers.Groups)
                    {
                        using var wide = export.Model.Parameters[group].to(ScalarType.Float64).contiguous();
                        Assert.Equal(wide.data<double>().ToArray(), numbers[group].Doubles(0, (int)numbers[group].Count));
                    }

                    Assert.Equal(export.Model.LogZ, Get(QpcNormaliser.LogZ(model, export.Model.Circuit.Rule)), 1e-4);
                }
            });
    }

    [Property]
    public unsafe bool An_array_that_is_the_other_way_round_is_turned(byte first, byte second, byte third, bool wide)
    {
        ImmutableArray<long> shape = [1 + (first % 5), 1 + (second % 4), 1 + (third % 6)];
        var count = (int)ParameterShapes.Count(shape);
        var size = wide ? sizeof(long) : sizeof(int);
        var found = new byte[count * size];
        fixed (byte* to = found)
            Turned.Read(
                into =>
                {
                    for (var place = 0; place < count; place++)
                    {
                        if (wide) ((long*)into)[place] = place;
                        else ((int*)into)[place] = place;
                    }
                },
                (nint)to,
                shape,
                size);
        var numbers = wide ? MemoryMarshal.Cast<byte, long>(found).ToArray() : System.Array.ConvertAll(MemoryMarshal.Cast<byte, int>(found).ToArray(), number => (long)number);
        return Enumerable.Range(0, count).All(place =>
        {
            var (i, j, k) = (place / (shape[1] * shape[2]), place / shape[2] % shape[1], place % shape[2]);
            return numbers[place] == i + (shape[0] * (j + (shape[1] * k)));
        });
    }
}
