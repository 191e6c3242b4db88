using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;
using CampaignDashboard.Metrics;
using CampaignDashboard.Tests.Architecture;
using CampaignDashboard.Tests.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Golden;

/// <summary>
/// One file for each stored name, old versions too, <c>Golden/{name}.json</c>, kept for ever: what was written once is
/// read and folded, and written again as it was. <c>SHA256SUMS</c> beside them holds every file to its bytes: a new event
/// adds a file and a line; no line ever changes or goes.
/// </summary>
public sealed class GoldenTests
{
    private static readonly Dictionary<string, (EventTypes Types, string Folder, Assembly[] Aggregates)> Sets = new()
    {
        ["product"] = (Product(), Folder(), [.. SourceTree.Product]),
        // The product has no old version yet; the jars of the store's tests have two.
        ["jars"] = (new([new(JarEvents.Register)]), Folder("../EventStore/Golden"), [typeof(Jar).Assembly]),
    };

    public static TheoryData<string> SetNames => [.. Sets.Keys];

    public static TheoryData<string, string> Files =>
        [.. Sets.SelectMany(set => set.Value.Types.Readable.Select(name => (set.Key, name)))];

    [Theory]
    [MemberData(nameof(SetNames))]
    public void Each_stored_name_has_a_file_and_each_file_a_stored_name(string set)
    {
        var files = Directory.EnumerateFiles(Sets[set].Folder, "*.json").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Sets[set].Types.Readable, files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SetNames))]
    public void Each_file_is_kept_as_it_was_when_it_was_added(string set)
    {
        var folder = Sets[set].Folder;
        var kept = File.ReadLines(Path.Combine(folder, "SHA256SUMS"));
        var there = Directory
            .EnumerateFiles(folder, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}  {Path.GetFileName(f)}");
        Assert.Equal(kept, there);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_read_folded_and_written_again_as_it_was(string set, string name)
    {
        var (types, folder, aggregates) = Sets[set];
        var golden = File.ReadAllBytes(Path.Combine(folder, $"{name}.json"));

        var read = types.Read(name, golden, position: 1);

        var newest = types.NameOf(read.GetType()).Name;
        var written = JsonNode.Parse(EventTypes.Write(read));
        var isOld = newest != name;
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(golden), written) != isOld,
            $"{name} is written as {newest}: {written}"
        );
        Assert.All(StatesAfter(read, aggregates), Assert.NotNull);
    }

    [Fact]
    public void Each_version_says_what_it_meant()
    {
        var (types, folder, _) = Sets["jars"];
        object Read(string name) => types.Read(name, File.ReadAllBytes(Path.Combine(folder, $"{name}.json")), 1);

        Assert.Equal(new JarEmptied(300, "unknown"), Read("jar_emptied"));
        Assert.Equal(new JarEmptied(350, "unknown"), Read("jar_emptied_v2"));
        Assert.Equal(new JarEmptied(7, "a cake"), Read("jar_emptied_v3"));
    }

    [Fact]
    public void Folding_finds_the_states_of_an_event() =>
        Assert.Contains(new Jar(1, Name: null), StatesAfter(new CoinAdded(2), [typeof(Jar).Assembly]));

    /// <summary>The state of every aggregate that has such events, after this one.</summary>
    private static IEnumerable<object?> StatesAfter(object e, Assembly[] assemblies) =>
        from state in assemblies.SelectMany(a => a.GetTypes())
        from face in state.GetInterfaces()
        where face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAggregate<,>)
        let kind = face.GenericTypeArguments[1]
        where kind.IsInstanceOfType(e)
        select typeof(GoldenTests)
            .GetMethod(nameof(Evolve), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(state, kind)
            .Invoke(null, [e]);

    private static object Evolve<TState, TEvent>(TEvent e)
        where TState : IAggregate<TState, TEvent> => TState.Evolve(TState.Initial, e);

    private static EventTypes Product()
    {
        var services = new ServiceCollection();
        services.AddCampaigns();
        services.AddEnrolment();
        MetricsModule.AddMetrics(services);
        return new(services.Select(s => s.ImplementationInstance).OfType<EventTypeSource>());
    }

    private static string Folder(string relative = ".", [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, relative));
}
