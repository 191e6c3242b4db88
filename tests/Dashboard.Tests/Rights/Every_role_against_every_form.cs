using CampaignDashboard.Tests.Journeys;

namespace CampaignDashboard.Tests.Rights;

/// <summary>
/// The forms of the pages, as the API's operations: who may is shown them and has an effect with them; who may not is not
/// shown them, and sending them all the same, with a token of one's own, changes nothing.
/// </summary>
public sealed class Every_role_against_every_form(HostWithWikis given) : IClassFixture<HostWithWikis>, IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.At(given.Host);

    public ValueTask DisposeAsync()
    {
        cast.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(FormPages.All), MemberType = typeof(FormPages))]
    public async Task Is_shown_and_obeyed_or_neither(string page)
    {
        var (kind, tail, _) = FormPages.Of(page);
        var address = await FormPages.Address(cast, kind, tail);
        var forms = await Forms(cast.Administrator, address);
        Assert.NotEmpty(forms);
        foreach (var role in cast.Roles.Where(r => r.Headers.Length == 0))
        {
            var shown = (await Forms(role.Api, address)).Select(f => f.Handler).ToHashSet(StringComparer.Ordinal);
            foreach (var form in forms.Where(f => !FormPages.IsForParticipants(f.Handler)))
            {
                var may = role.May(FormPages.Of(page, form.Handler));
                Assert.True(
                    shown.Contains(form.Handler) == may,
                    $"{page}: {role} {(may ? "is not" : "is")} shown the form {form.Handler}."
                );
                if (!may)
                {
                    await ChangesNothing(role, address, form);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(FormPages.All), MemberType = typeof(FormPages))]
    public async Task Has_an_effect_for_those_of_its_level(string page)
    {
        var (kind, tail, may) = FormPages.Of(page);
        var role = cast.Roles.Last(r => r.Headers.Length == 0 && r.May(may) && (r.Is & Who.AtSession) != Who.Nobody);
        var handlers = (await Forms(role.Api, await FormPages.Address(cast, kind, tail))).Select(f => f.Handler);
        foreach (var handler in handlers.Distinct(StringComparer.Ordinal).ToArray())
        {
            var address = await FormPages.Address(cast, kind, tail);
            var form = (await Forms(role.Api, address)).First(f => f.Handler == handler);
            var answer = await role.Api.Send(address, form.Fields);
            Assert.True(
                (int)answer.Status < 400,
                $"{page}: {role} sent {handler} and got {answer.Status}: {Told(answer)}"
            );
        }
    }

    private async Task ChangesNothing(Role role, string address, PageForm form)
    {
        var token = PageForm
            .Parse((await role.Api.Get("/sign-in")).Text)
            .QuerySelector($"input[name={PageForm.Token}]");
        Assert.NotNull(token);
        var before = await Events();
        var fields = new Dictionary<string, string>(form.Fields) { [PageForm.Token] = token.GetAttribute("value")! };
        var answer = await role.Api.Send(address, fields);
        Assert.True(
            (int)answer.Status is >= 400 and < 500,
            $"{role} sent {form.Handler} to {address}: {answer.Status}"
        );
        Assert.Equal(before, await Events());
    }

    private static string Told(Answer answer) => PageForm.Parse(answer.Text).QuerySelector("main")?.TextContent ?? "";

    private static async Task<IReadOnlyList<PageForm>> Forms(Api api, string address) =>
        PageForm.In(PageForm.Parse((await api.Get(address)).Text));

    private Task<long> Events() => given.Database.Scalar<long>("select count(*) from events.mt_events");
}
