using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Conditional;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Campaigns.Pages;

/// <summary>
/// What the pages with a form share: what was typed is kept, what is wrong with it stands at its field, and the answer of
/// the command is shown in its own words. Works without JavaScript.
/// </summary>
public abstract class FormPage : PlanningPage
{
    /// <summary>The hidden field with the version that the form was filled from: what a colleague saved since is kept.</summary>
    private protected const string SeenVersion = "version";

    private protected IReadOnlyDictionary<string, string[]> Errors { get; private set; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    private protected Refusal? Refused { get; private set; }

    private protected bool WasPosted => HttpMethods.IsPost(Context.Request.Method);

    /// <summary>
    /// What was typed into a field of the posted form, or what stands there before: a page may have several forms.
    /// </summary>
    private protected string Typed(string field, string? before = null) =>
        WasPosted && Context.Request.Form.TryGetValue(field, out var typed) ? typed.ToString().Trim() : before ?? "";

    /// <summary>A moment that was typed as a date and a time, as the requests have it.</summary>
    private protected string TypedMoment(string name) =>
        (Typed($"{name}Date"), Typed($"{name}Time")) switch
        {
            (var date, "") => date,
            var (date, time) => $"{date}T{time}",
        };

    /// <summary>A day that was typed; null for none, and for what is none.</summary>
    private protected DateOnly? TypedDay(string name) =>
        DateOnly.TryParseExact(
            Typed(name),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    /// <summary>
    /// A number that was typed; null for nothing, and 0, which no rule allows, for what is none.
    /// </summary>
    private protected int? TypedNumber(string name) =>
        Typed(name) is not { Length: > 0 } typed ? null
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : 0;

    /// <summary>What was chosen of a list; the first of it for what is not on it.</summary>
    private protected T Chosen<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(Typed(name), out var chosen) && Enum.IsDefined(chosen) ? chosen : default;

    private protected static string Seen(long version) => version.ToString(CultureInfo.InvariantCulture);

    private protected string? Error(string field) =>
        Errors.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    /// <summary>The caller's standing; one who may not plan here gets the page without its form, as 403.</summary>
    private protected async Task<Standing> StandingOfFormAt(Guid node)
    {
        var by = await StandingAt(node);
        if (!by.MayCoordinate)
        {
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return by;
    }

    /// <summary>Validates, runs the slice, and leads to the address of what was made.</summary>
    private protected Task Submit<TRequest>(
        IValidator<TRequest> rules,
        TRequest request,
        Func<Acting, Task<Outcome>> run,
        string address
    ) => Submit(rules, request, run, _ => Task.FromResult(address));

    /// <summary>Validates, runs the slice, and leads to the address of what was made.</summary>
    private protected async Task Submit<TRequest>(
        IValidator<TRequest> rules,
        TRequest request,
        Func<Acting, Task<Outcome>> run,
        Func<Guid, Task<string>> addressOf
    )
    {
        Errors = await rules.Errors(request);
        if (Errors.Count > 0)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await Run(run, addressOf);
    }

    /// <summary>Runs a slice that asks for nothing, and leads to an address.</summary>
    private protected async Task Run(Func<Acting, Task<Outcome>> run, Func<Guid, Task<string>> addressOf)
    {
        var acting = ActingByForm();
        var outcome = await run(acting);
        if (outcome.Refusal is { } refusal)
        {
            Refused = refusal;
            Context.Response.StatusCode = refusal.Kind.Status();
        }
        else
        {
            Address.NavigateTo(await addressOf(acting.NewId));
        }
    }

    /// <summary>
    /// What a form makes has an id of the form's content, so that pressing the button twice makes one thing. The
    /// antiforgery token is left out, since it may differ between two sendings.
    /// </summary>
    private Acting ActingByForm()
    {
        var acting = Acting.Of(Context);
        var fields = Context
            .Request.Form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}");
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
        var caller = StreamId.Derived(acting.By.Person?.Value ?? Guid.Empty, Context.Request.Path);
        return acting with
        {
            NewId = IdempotencyKey.IdFrom(caller, hash),
            ExpectedVersion = long.TryParse(Typed(SeenVersion), CultureInfo.InvariantCulture, out var seen)
                ? seen
                : null,
        };
    }
}
